/* The texts of the search box in Spanish: see marrow.js. */
export default {
  label: "Buscar en los artículos", submit: "Buscar", close: "Cerrar", results: "Resultados", found: "Resultados: {n}",
  all: "Todos los resultados ({n})", missing: "Falta:", corrected: "Resultados de {q}", instead: "Buscar {q} en su lugar",
  meant: "¿Quiso decir {q}?", none: "No se encontró nada para {q}.",
  help: "Compruebe la ortografía, o use menos palabras o más generales.", unfilter: "Buscar sin filtros",
  busy: "Buscando …", failed: "La búsqueda no responde.", crowded: "Demasiadas búsquedas: espere un momento.",
  retry: "Intentar de nuevo", recent: "Búsquedas recientes", forget: "Olvidar las búsquedas", suggestions: "Sugerencias",
  any: "Todos", topic: "Tema", tag: "Etiqueta", lang: "Idioma",
  topics: "Temas", remove: "Supr quita una", offline: "No hay conexión a la red.",
  partial: "Demasiados artículos tienen estas palabras para verlos todos: con menos palabras o más raras se encuentran mejores.",
};
