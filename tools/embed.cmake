# cmake "-DFILES=web/page.html;web/style.css" -DOUTPUT=web_files.c -P embed.cmake: writes files as C, for src/render/web.h.
# Comments that begin a line of a script or a style, and the spaces before lines, stay behind: a tenth of what visitors load.

set(TYPE_css "text/css; charset=utf-8")
set(TYPE_html "text/html; charset=utf-8")
set(TYPE_js "text/javascript; charset=utf-8")
set(TYPE_svg "image/svg+xml")

set(COUNT 0)
set(BYTES "")
set(TABLE "")
foreach(FILE ${FILES})
  get_filename_component(NAME ${FILE} NAME)
  get_filename_component(ENDING ${FILE} LAST_EXT)
  string(REPLACE "." "TYPE_" TYPE "${ENDING}")
  if(NOT DEFINED ${TYPE})
    message(FATAL_ERROR "${FILE}: no media type is known for \"${ENDING}\"; add it to tools/embed.cmake")
  endif()
  file(READ ${FILE} TEXT)
  if(ENDING MATCHES "css|js")
    string(REGEX REPLACE "\n[ \n]+" "\n" TEXT "\n${TEXT}")
    string(REGEX REPLACE "\n/[*]([^*]|[*]+[^*/])*[*]+/\n" "\n" TEXT "${TEXT}")
    string(REGEX REPLACE "\n/[*]([^*]|[*]+[^*/])*[*]+/\n" "\n" TEXT "${TEXT}") # where two follow one another
    string(STRIP "${TEXT}" TEXT)
    string(APPEND TEXT "\n")
  endif()
  string(HEX "${TEXT}" HEX)
  string(LENGTH "${HEX}" LENGTH)
  math(EXPR LENGTH "${LENGTH} / 2")
  string(REGEX REPLACE "................................" "\\0\n" HEX "${HEX}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," HEX "${HEX}")
  string(APPEND BYTES "static const unsigned char file_${COUNT}[] = {\n${HEX}0x00};\n\n")
  string(APPEND TABLE "    {\"${NAME}\", \"${${TYPE}}\", {(const char *)file_${COUNT}, ${LENGTH}}},\n")
  math(EXPR COUNT "${COUNT} + 1")
endforeach()

file(WRITE ${OUTPUT} "/* Made by tools/embed.cmake from the files of web/. */
#include \"render/web.h\"

${BYTES}const struct web_file web_files[] = {
${TABLE}};

const size_t web_file_count = COUNT_OF(web_files);
")
