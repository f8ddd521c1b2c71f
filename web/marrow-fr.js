/* The texts of the search box in French: see marrow.js. */
export default {
  label: "Chercher dans les articles", submit: "Chercher", close: "Fermer", results: "Résultats", found: "Résultats : {n}",
  all: "Tous les résultats ({n})", missing: "Manque :", corrected: "Résultats pour {q}", instead: "Chercher plutôt {q}",
  meant: "Vouliez-vous dire {q} ?", none: "Rien trouvé pour {q}.",
  help: "Vérifiez l’orthographe, ou essayez moins de mots ou des mots plus généraux.", unfilter: "Chercher sans filtre",
  busy: "Recherche en cours …", failed: "La recherche ne répond pas.", crowded: "Trop de recherches : patientez un instant.",
  retry: "Réessayer", recent: "Recherches récentes", forget: "Oublier ces recherches", suggestions: "Suggestions",
  any: "Tous", topic: "Sujet", tag: "Mot-clé", lang: "Langue",
  topics: "Sujets", remove: "Suppr en retire une", offline: "Il n’y a pas de connexion au réseau.",
  partial: "Trop d’articles ont ces mots pour les examiner tous : des mots moins nombreux ou plus rares en trouvent de meilleurs.",
};
