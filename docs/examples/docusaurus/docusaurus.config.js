/* What belongs to the search; the rest is as your site has it. */
const search = "https://search.example.org"; // the address of your `marrow serve`

export default {
  title: "Joint clinic",
  url: "https://www.example.org",
  baseUrl: "/",
  i18n: { defaultLocale: "en", locales: ["en", "fr"] },
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  scripts: [{ src: `${search}/marrow.js`, type: "module" }],
  customFields: { search },
};
