#include "settings/generators.h"
#include "base/base.h"

static const struct generator generators[] = {
    {.name = "Hugo",
     .marks = {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml"},
     .weak_marks = {"config.toml", "config.yaml", "config.yml", "config.json", "config/_default/config.toml",
                    "config/_default/config.yaml"},
     .contents = {"content"},
     .content_key = "contentDir",
     .language_keys = {"defaultContentLanguage", "languageCode"},
     .base_key = "baseURL",
     .name_key = "title",
     .has_editions = true,
     .style_key = "uglyURLs",
     .style_value = "true",
     .addresses = "  \"@*~.md\": ^/*/\n"
                  "  \"@*~.html\": ^/*/\n",
     .other_addresses = "  \"@_index~.md\": ^/\n"
                        "  \"@*/_index~.md\": ^/*.html\n"
                        "  \"@*/index~.md\": ^/*.html\n"
                        "  \"@*~.md\": ^/*.html\n"
                        "  \"@*~.html\": ^/*.html\n"},
    {.name = "Jekyll",
     .marks = {"_config.yml", "_config.yaml", "docs/_config.yml"},
     .language_keys = {"lang", "locale"},
     .base_key = "baseurl",
     .name_key = "title",
     .style_key = "permalink",
     .style_value = "pretty",
     .excludes = "[_site/, _drafts/, _includes/, _layouts/, /@vendor/, '*.html']",
     .excludes_why = "What Jekyll builds and builds with, and pages\n# of HTML, which are mostly lists of other pages.",
     .addresses = "  # A permalink in the front matter comes first.\n"
                  "  \"@_posts/*-*-*-*.md\": ^/*/*/*/*.html\n"
                  "  \"@*/_posts/*-*-*-*.md\": ^/*/*/*/*/*.html\n"
                  "  \"@_posts/*-*-*-*.markdown\": ^/*/*/*/*.html\n"
                  "  \"@*/_posts/*-*-*-*.markdown\": ^/*/*/*/*/*.html\n"
                  "  \"@_*/*.md\": ^/*/*.html          # collections\n"
                  "  \"@*.md\": ^/*.html\n"
                  "  \"@*.markdown\": ^/*.html\n",
     .other_addresses = "  # A permalink in the front matter comes first.\n"
                        "  \"@_posts/*-*-*-*.md\": ^/*/*/*/*/\n"
                        "  \"@*/_posts/*-*-*-*.md\": ^/*/*/*/*/*/\n"
                        "  \"@_posts/*-*-*-*.markdown\": ^/*/*/*/*/\n"
                        "  \"@*/_posts/*-*-*-*.markdown\": ^/*/*/*/*/*/\n"
                        "  \"@_*/*.md\": ^/*/*/              # collections\n"
                        "  \"@*.md\": ^/*/\n"
                        "  \"@*.markdown\": ^/*/\n"},
    {.name = "MkDocs",
     .marks = {"mkdocs.yml", "mkdocs.yaml"},
     .contents = {"docs"},
     .nests = true,
     .content_key = "docs_dir",
     .language_keys = {"language"},
     .base_key = "site_url",
     .name_key = "site_name",
     .style_key = "use_directory_urls",
     .style_value = "false",
     .addresses = "  \"@*.md\": ^/*/\n",
     .other_addresses = "  \"@README.md\": ^/\n"
                        "  \"@*/README.md\": ^/*/\n"
                        "  \"@*.md\": ^/*.html\n"},
    {.name = "Docusaurus",
     .marks = {"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"},
     .contents = {"docs", "blog", "i18n"},
     .versions = "versions.json",
     .nests = true,
     .language_keys = {"defaultLocale"},
     .base_key = "baseUrl",
     .name_key = "title",
     .style_key = "trailingSlash",
     .style_value = "true",
     .excludes = "['_*', /i18n/*/docusaurus-plugin-content-pages/, /i18n/*/docusaurus-plugin-content-docs/*,\n"
                 "  '!/i18n/*/docusaurus-plugin-content-docs/%']",
     .excludes_why = "Pieces that pages import, pages\n# beside docs and blog, translations of other versions.",
     .addresses = "  # Where routeBasePath is /, take /docs off these addresses.\n"
                  "  \"&/*.md\": ^/docs/*\n"
                  "  \"&/*.mdx\": ^/docs/*\n"
                  "  \"i18n/*/docusaurus-plugin-content-docs/%/*.md\": ^/*/docs/*\n"
                  "  \"i18n/*/docusaurus-plugin-content-docs/%/*.mdx\": ^/*/docs/*\n"
                  "  \"blog/*.md\": ^/blog/*\n"
                  "  \"blog/*.mdx\": ^/blog/*\n"
                  "  \"i18n/*/docusaurus-plugin-content-blog/*.md\": ^/*/blog/*\n"
                  "  \"i18n/*/docusaurus-plugin-content-blog/*.mdx\": ^/*/blog/*\n",
     .other_addresses = "  # Where routeBasePath is /, take /docs off these addresses.\n"
                        "  \"&/*.md\": ^/docs/*/\n"
                        "  \"&/*.mdx\": ^/docs/*/\n"
                        "  \"i18n/*/docusaurus-plugin-content-docs/%/*.md\": ^/*/docs/*/\n"
                        "  \"i18n/*/docusaurus-plugin-content-docs/%/*.mdx\": ^/*/docs/*/\n"
                        "  \"blog/*.md\": ^/blog/*/\n"
                        "  \"blog/*.mdx\": ^/blog/*/\n"
                        "  \"i18n/*/docusaurus-plugin-content-blog/*.md\": ^/*/blog/*/\n"
                        "  \"i18n/*/docusaurus-plugin-content-blog/*.mdx\": ^/*/blog/*/\n"},
    {.name = "mdBook",
     .marks = {"book.toml"},
     .contents = {"src"},
     .nests = true,
     .content_key = "src",
     .language_keys = {"language"},
     .base_key = "site-url",
     .name_key = "title",
     .excludes = "[/@SUMMARY.md]",
     .excludes_why = "The table of contents.",
     .addresses = "  \"@*.md\": ^/*.html\n"
                  "  \"@*.markdown\": ^/*.html\n"},
    {.name = "Sphinx",
     .marks = {"conf.py", "source/conf.py", "docs/conf.py", "docs/source/conf.py", "doc/conf.py", "doc/source/conf.py"},
     .language_keys = {"language"},
     .base_key = "html_baseurl",
     .name_key = "project",
     .excludes = "[_build/, _templates/, _static/, '*.txt']",
     .excludes_why = "What Sphinx builds and builds with, and texts\n# that pages include.",
     .addresses = "  # Or index what Sphinx builds, with all that its directives write: marrow index _build/html\n"
                  "  \"@*.rst\": ^/*.html\n"
                  "  \"@*.md\": ^/*.html\n"},
};

const struct generator *generator_at(size_t place) {
  return place < COUNT_OF(generators) ? &generators[place] : NULL;
}
