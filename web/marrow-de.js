/* The texts of the search box in German: see marrow.js. */
export default {
  label: "Artikel durchsuchen", submit: "Suchen", close: "Schließen", results: "Ergebnisse", found: "Ergebnisse: {n}",
  all: "Alle Ergebnisse ({n})", missing: "Es fehlt:", corrected: "Ergebnisse für {q}", instead: "Stattdessen nach {q} suchen",
  meant: "Meinten Sie {q}?", none: "Nichts gefunden für {q}.",
  help: "Prüfen Sie die Schreibweise, oder nehmen Sie weniger oder allgemeinere Wörter.", unfilter: "Ohne Filter suchen",
  busy: "Suche läuft …", failed: "Die Suche antwortet nicht.", crowded: "Zu viele Suchen: warten Sie einen Moment.",
  retry: "Noch einmal versuchen", recent: "Letzte Suchen", forget: "Letzte Suchen vergessen", suggestions: "Vorschläge",
  any: "Alle", topic: "Thema", tag: "Stichwort", lang: "Sprache",
  topics: "Themen", remove: "Entf entfernt eine", offline: "Es gibt keine Verbindung zum Netz.",
  partial: "Zu viele Artikel haben diese Wörter, um alle anzusehen: weniger oder seltenere Wörter finden bessere.",
};
