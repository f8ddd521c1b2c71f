/* Takes the place of Docusaurus' own search bar. */
import React from "react";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";

export default function SearchBar() {
  const { siteConfig, i18n } = useDocusaurusContext();
  const { search } = siteConfig.customFields;
  const filter = i18n.locales.length > 1 ? `lang:${i18n.currentLocale}` : undefined;
  return (
    <marrow-search mode="dialog" lang={i18n.currentLocale} base={siteConfig.url} filter={filter}>
      <form role="search" action={`${search}/search`}>
        <input name="q" type="search" aria-label="Search" />
      </form>
    </marrow-search>
  );
}
