"""tools/check-layers finds each fault that is planted in a small tree of modules, and nothing in the tree without it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-layers"

CMAKE = """\
# module(ghost ROW 9) in a comment is no module
module(base    ROW 0 FOREIGN utf8proc)
module(token   ROW 1 USES base FOREIGN libstemmer sqlite3)
module(query   ROW 2 USES base)
module(store   ROW 2 USES base token
               FOREIGN sqlite3)
module(indexer ROW 3 USES store)
module(search  ROW 3 USES query store)
module(cli     ROW 7 USES indexer search)
"""
TREE = {
    "src/CMakeLists.txt": CMAKE,
    "src/main.c": '#include "cli/cli.h"\n#include <stdlib.h>\n',
    "src/base/base.h": '#include "str.h"\n#include <stddef.h>\n',
    "src/base/str.h": "/* text */\n",
    "src/base/str.c": '#include "base/str.h"\n#include <utf8proc.h>\n/* strcpy() is not called */\nconst char *name = "gets";\n',
    "src/token/token.h": '#include "base/base.h"\n',
    "src/token/token.c": '#include "token.h"\n#include <libstemmer.h>\n#include <sqlite3.h>\n',
    "src/query/query.h": '#include "base/base.h"\n',
    "src/store/store.h": '#include "base/base.h"\n#include "token/token.h"\n',
    "src/store/store.c": '#include "store/store.h"\n# include <sqlite3.h>\n',
    "src/indexer/indexer.h": '#include "store/store.h"\n',
    "src/search/search.h": '#include "query/query.h"\n#include "store/store.h"\n',
    "src/cli/cli.h": "",
    "src/cli/cli.c": '#include "cli/cli.h"\n// #include "base/str.h"\n#include "indexer/indexer.h"\n#include "search/search.h"\n',
}


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in TREE.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def add(self, name, line):
        """Adds a line to a file's end; answers its number."""
        text = TREE.get(name, "") + line + "\n"
        self.write(name, text)
        return text.count("\n")

    def cmake(self, old, new):
        self.assertIn(old, CMAKE)
        self.write("src/CMakeLists.txt", CMAKE.replace(old, new))

    def check(self):
        run = subprocess.run([sys.executable, "-B", CHECK, self.root], capture_output=True, text=True, check=False)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout

    def caught(self, *violations):
        """Exactly these violations are found."""
        self.assertEqual(self.check(), (1, "".join(violation + "\n" for violation in violations)))

    def test_tree_without_fault(self):
        self.assertEqual(self.check(), (0, "7 modules keep to their layers\n"))

    def test_header_private_to_another_module(self):
        line = self.add("src/token/token.c", '#include "base/str.h"')
        self.caught(f'src/token/token.c:{line}: "base/str.h" is private to base; its door is "base/base.h"')

    def test_module_that_is_not_named(self):
        line = self.add("src/query/query.c", '#include "token/token.h"')
        self.caught(f'src/query/query.c:{line}: "token/token.h": query does not name token in USES')

    def test_module_that_is_reached_only_through_another(self):
        line = self.add("src/indexer/indexer.h", '#include "base/base.h"')
        self.caught(f'src/indexer/indexer.h:{line}: "base/base.h": indexer does not name base in USES')

    def test_higher_row(self):
        self.add("src/base/base.h", '#include "token/token.h"')
        self.cmake("ROW 0 FOREIGN", "ROW 0 USES token FOREIGN")
        self.caught("src/CMakeLists.txt:2: base may not use token: row 1 is not below row 0")

    def test_same_row(self):
        self.add("src/store/store.h", '#include "query/query.h"')
        self.cmake("USES base token\n", "USES base token query\n")
        # indexer uses store, so that the writing road would now see queries
        self.caught("src/CMakeLists.txt:5: store may not use query: row 2 is not below row 2",
                    "src/CMakeLists.txt:7: indexer reaches query: the reading road meets it only in store")

    def test_unknown_module(self):
        line = self.add("src/cli/cli.c", '#include "ghost/ghost.h"')
        self.caught(f'src/cli/cli.c:{line}: "ghost/ghost.h": ghost is no module')

    def test_use_of_unknown_module(self):
        self.cmake("USES indexer search", "USES indexer search ghost")
        self.caught("src/CMakeLists.txt:9: cli uses ghost, which is no module")

    def test_path_upwards(self):
        line = self.add("src/token/token.c", '#include "../base/str.h"')
        self.caught(f'src/token/token.c:{line}: "../base/str.h": .. is no module')

    def test_bare_name_from_another_folder(self):
        line = self.add("src/token/token.c", '#include "str.h"')
        self.caught(f'src/token/token.c:{line}: "str.h" is not in this folder; include a module\'s door as "NAME/NAME.h"')

    def test_foreign_header_without_grant(self):
        line = self.add("src/query/query.h", "#include <yaml.h>")
        self.caught(f"src/query/query.h:{line}: <yaml.h> belongs to libyaml, which query does not name in FOREIGN")

    def test_foreign_header_outside_the_modules(self):
        line = self.add("src/main.c", "#include <sqlite3.h>")
        self.caught(f"src/main.c:{line}: <sqlite3.h> belongs to sqlite3, which a file outside the modules does not name in FOREIGN")

    def test_second_owner(self):
        self.add("src/query/query.h", "#include <utf8proc.h>")
        self.cmake("module(query   ROW 2 USES base)", "module(query ROW 2 USES base FOREIGN utf8proc)")
        self.caught("src/CMakeLists.txt:4: query may not own utf8proc: base does")

    def test_third_owner_of_sqlite(self):
        self.add("src/indexer/indexer.h", "#include <sqlite3.h>")
        self.cmake("USES store)", "USES store FOREIGN sqlite3)")
        self.caught("src/CMakeLists.txt:7: indexer may not own sqlite3: token does")

    def test_library_without_known_header(self):
        self.cmake("FOREIGN utf8proc", "FOREIGN utf8proc curl")
        self.caught("src/CMakeLists.txt:2: no header is known for the library curl; add it to HEADERS")

    def test_roads_that_meet(self):
        self.add("src/search/search.h", '#include "indexer/indexer.h"')
        self.cmake("module(search  ROW 3 USES query", "module(search ROW 4 USES indexer query")
        self.caught("src/CMakeLists.txt:8: search reaches indexer: the writing road meets it only in store")

    def test_use_that_is_unused(self):
        self.write("src/cli/cli.c", '#include "cli/cli.h"\n#include "search/search.h"\n')
        self.caught("src/CMakeLists.txt:9: cli names indexer in USES and does not include it")

    def test_foreign_library_that_is_unused(self):
        self.write("src/token/token.c", '#include "token.h"\n#include <sqlite3.h>\n')
        self.caught("src/CMakeLists.txt:3: token names libstemmer in FOREIGN and does not include it")

    def test_banned_functions(self):
        names = ("strcpy", "strcat", "sprintf", "gets", "strtok", "atoi", "system")
        first = self.add("src/query/query.c", "\n".join(f"  x = {name}(y);" for name in names)) - len(names) + 1
        self.caught(*(f"src/query/query.c:{first + number}: {name} is banned" for number, name in enumerate(names)))

    def test_words_that_hold_a_banned_name(self):
        self.add("src/query/query.c", "x = snprintf(a, budgets, my_strcpy, atoi2); /* system()\n gets */ // atoi()")
        self.assertEqual(self.check()[0], 0)

    def test_fault_behind_a_comment_and_a_string(self):
        line = self.add("src/query/query.c", 'char *a = "/*";\n/* " */ char b = \'"\'; gets(a); // " */')
        self.caught(f"src/query/query.c:{line}: gets is banned")

    def test_computed_include(self):
        line = self.add("src/query/query.c", "#include DOOR")
        self.caught(f"src/query/query.c:{line}: #include DOOR cannot be checked; name the header")

    def test_folder_without_module(self):
        self.add("src/ghost/ghost.c", "")
        self.caught("src/ghost/ghost.c:1: ghost is no module: it has no module() line in src/CMakeLists.txt")

    def test_main_that_goes_around_the_highest_row(self):
        line = self.add("src/main.c", '#include "store/store.h"')
        self.caught(f'src/main.c:{line}: "store/store.h": a file outside the modules may include only the highest row')

    def test_module_line_without_row(self):
        self.cmake("module(cli     ROW 7", "module(note USES base)\nmodule(cli     ROW 7")
        self.caught("src/CMakeLists.txt:9: a module() line needs a name, and ROW with one number")

    def test_no_modules(self):
        self.write("src/CMakeLists.txt", "")
        self.assertIn("src/CMakeLists.txt:1: there is no module() line\n", self.check()[1])


if __name__ == "__main__":
    unittest.main()
