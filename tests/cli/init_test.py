"""The first marrow.yaml of a site: which generator it is, and that the index of it has its pages where they are."""

import json
import os
import re
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))


class InitTest(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.addCleanup(self.holder.cleanup)
        self.root = Path(self.holder.name)
        self.count = 0

    def make_site(self, files: dict) -> Path:
        """A new folder of files; a path that ends in / is a folder."""
        self.count += 1
        site = self.root / f"site{self.count}"
        for name, text in files.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                path.mkdir()
            else:
                path.write_text(text)
        return site

    def marrow(self, *words, **how):
        return subprocess.run([MARROW, *words], capture_output=True, text=True, timeout=60, **how)

    def init(self, site: Path) -> str:
        """Writes the file; answers what was found."""
        run = self.marrow("init", site)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        found, wrote, after = run.stdout.splitlines()
        self.assertEqual(wrote, f"Wrote {site}/marrow.yaml: look whether it says what you want.")
        self.assertEqual(after, f"Next: marrow index {site} && marrow serve")
        return found

    def addresses(self, site: Path) -> dict:
        """Of the articles that the index of the site has of the knee."""
        index = self.root / "site.index"
        run = self.marrow("index", site, "-o", index, "--allow-shrink")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        found = self.marrow("search", "--index", index, "--json", "--limit", "100", "knee")
        return {hit["id"]: hit["url"] for hit in json.loads(found.stdout)["hits"]}

    def assert_fits(self, files: dict, found: str, addresses: dict) -> str:
        """Answers the text of the file."""
        site = self.make_site(files)
        self.assertEqual(self.init(site), found)
        self.assertEqual(self.addresses(site), addresses)
        return (site / "marrow.yaml").read_text()

    def test_hugo(self):
        for mark in ("hugo.toml", "hugo.yaml", "config.toml", "config/_default/hugo.toml"):
            with self.subTest(mark):
                self.assert_fits(
                    {
                        mark: "",
                        "content/_index.md": "knee",
                        "content/guides/knee.md": "knee",
                        "content/guides/hip/index.md": "knee",
                        "themes/a/notes.md": "knee",
                    },
                    f"Found a site of Hugo ({mark}).",
                    {
                        "content/_index.md": "/",
                        "content/guides/knee.md": "/guides/knee/",
                        "content/guides/hip/index.md": "/guides/hip/",
                    },
                )

    def test_hugo_configured(self):
        text = self.assert_fits(
            {
                "hugo.toml": "baseURL = 'https://kb.example/health/'  # where it is\ncontentDir = \"texts\"\nuglyurls = true\n"
                "defaultContentLanguage = 'no'\n[params]\nlanguageCode = 'de'\n",
                "texts/guides/_index.md": "knee",
                "texts/guides/knee.md": "knee",
                "content/old.md": "knee",
            },
            "Found a site of Hugo (hugo.toml).",
            {"texts/guides/_index.md": "/health/guides.html", "texts/guides/knee.md": "/health/guides/knee.html"},
        )
        self.assertIn('\nlanguage: "no"\n', text)

    # The addresses of the next four tests are those that Hugo 0.111, Jekyll 4.3, Sphinx 5.3 and MkDocs 1.4 built.

    def test_names_of_hugo(self):
        def page(facts):
            return f"---\ntitle: Knee\n{facts}---\nknee"

        self.assert_fits(
            {
                "hugo.toml": "baseURL = 'https://kb.example/kb/'",
                "content/Guides/_index.md": page("slug: none\n"),
                "content/Guides/Knee Pain.md": page(""),
                "content/Guides/C++ (now) 100%.md": page(""),
                "content/Guides/a--b.md": page(""),
                "content/Guides/dots.v1.2.md": page(""),
                "content/Guides/Sub/README.md": page(""),
                "content/Guides/index2/Index.md": page(""),
                "content/Guides/slugged.md": page("slug: New Slug\n"),
                "content/Guides/x+y,z;w=1.md": page("aliases: [/old/place/]\n"),
                "content/Guides/there.md": page("url: /Over/There/\n"),
                "content/Guides/relative.md": page("url: rel/Path\n"),
                "content/Guides/file.md": page("url: /x/Page.html\n"),
                "content/Leaf-Bundle/index.md": page(""),
                "content/bundle/index.md": page("slug: other\n"),
                "content/é/Übung & mehr.md": page(""),
            },
            "Found a site of Hugo (hugo.toml).",
            {
                "content/Guides/_index.md": "/kb/guides/",
                "content/Guides/Knee Pain.md": "/kb/guides/knee-pain/",
                "content/Guides/C++ (now) 100%.md": "/kb/guides/c%2B%2B-now-100/",
                "content/Guides/a--b.md": "/kb/guides/a--b/",
                "content/Guides/dots.v1.2.md": "/kb/guides/dots.v1.2/",
                "content/Guides/Sub/README.md": "/kb/guides/sub/readme/",
                "content/Guides/index2/Index.md": "/kb/guides/index2/index/",
                "content/Guides/slugged.md": "/kb/guides/new-slug/",
                "content/Guides/x+y,z;w=1.md": "/kb/guides/x%2Byzw1/",
                "content/Guides/there.md": "/kb/Over/There/",
                "content/Guides/relative.md": "/kb/rel/Path/",
                "content/Guides/file.md": "/kb/x/Page.html",
                "content/Leaf-Bundle/index.md": "/kb/leaf-bundle/",
                "content/bundle/index.md": "/kb/other/",
                "content/é/Übung & mehr.md": "/kb/%C3%A9/%C3%BCbung-mehr/",
            },
        )

    def test_bundles_of_hugo(self):
        """A folder with an index.md is one page; what else lies in and below it belongs to that."""
        files = {
            "foo/index.md": "/kb/foo/",
            "foo/a.md": None,
            "foo/b.html": None,
            "foo/sub/index.md": None,
            "foo/sub/b.md": None,
            "foo/branch/_index.md": None,
            "foo-bar.md": "/kb/foo-bar/",
            "html/index.html": "/kb/html/",
            "html/c.md": None,
            "knie/index.de.md": "/kb/knie/",
            "knie/d.md": None,
            "part/_index.md": "/kb/part/",
            "part/e.md": "/kb/part/e/",
            "part/indexes.md": "/kb/part/indexes/",
            "part/deep/index.md": "/kb/part/deep/",
            "part/deep/f.md": None,
        }
        self.assert_fits(
            {
                "hugo.toml": "baseURL = 'https://kb.example/kb/'",
                **{f"content/{name}": "---\ntitle: Knee\n---\nknee" for name in files},
            },
            "Found a site of Hugo (hugo.toml).",
            {f"content/{name}": address for name, address in files.items() if address},
        )

    def test_names_of_jekyll(self):
        self.assert_fits(
            {
                "_config.yml": "baseurl: /kb\n",
                "_posts/2024-01-02-My Title & more.md": "knee",
                "_posts/2024-01-03-plain_title.markdown": "knee",
                "_posts/2024-01-05-cat.md": "---\ntitle: x\ncategories: [Health Care, b]\n---\nknee",
                "_posts/2024-01-06-slugged.md": "---\ntitle: x\nslug: New Slug\n---\nknee",
                "Sub/_posts/2024-01-07-knee.md": "---\ntitle: x\ncategory: c\n---\nknee",
                "Guides/README.md": "knee",
                "Guides/Knee Pain (new).md": "knee",
                "there.md": "---\ntitle: x\npermalink: /Some/Where/\n---\nknee",
                "about us.md": "---\ntitle: x\npermalink: about.html\n---\nknee",
            },
            "Found a site of Jekyll (_config.yml).",
            {
                "_posts/2024-01-02-My Title & more.md": "/kb/2024/01/02/My-Title-%26-more.html",
                "_posts/2024-01-03-plain_title.markdown": "/kb/2024/01/03/plain_title.html",
                "_posts/2024-01-05-cat.md": "/kb/health%20care/b/2024/01/05/cat.html",
                "_posts/2024-01-06-slugged.md": "/kb/2024/01/06/New-Slug.html",
                "Sub/_posts/2024-01-07-knee.md": "/kb/sub/c/2024/01/07/knee.html",
                "Guides/README.md": "/kb/Guides/README.html",
                "Guides/Knee Pain (new).md": "/kb/Guides/Knee%20Pain%20%28new%29.html",
                "there.md": "/kb/Some/Where/",
                "about us.md": "/kb/about.html",
            },
        )

    def test_names_of_sphinx_and_mkdocs(self):
        files = {"docs/b/README.md": "knee", "docs/b/Knee Pain.md": "knee", "docs/b/index.md": "---\ntitle: x\n---\nknee"}
        self.assert_fits(
            {"docs/conf.py": "", **files},
            "Found a site of Sphinx (docs/conf.py).",
            {
                "docs/b/README.md": "/b/README.html",
                "docs/b/Knee Pain.md": "/b/Knee%20Pain.html",
                "docs/b/index.md": "/b/",
            },
        )
        self.assert_fits(
            {"mkdocs.yml": "", "docs/c/README.md": "knee", "docs/c/d/readme.md": "knee"},
            "Found a site of MkDocs (mkdocs.yml).",
            {"docs/c/README.md": "/c/", "docs/c/d/readme.md": "/c/d/readme/"},
        )

    def test_names_of_mdbook(self):
        """As mdBook 0.5 builds them."""
        files = {
            "README.md": "/book/",
            "a.md": "/book/a.html",
            "part/README.md": "/book/part/",
            "part/a b.md": "/book/part/a%20b.html",
            "other/index.md": "/book/other/",
            "x/readme.md": "/book/x/",
            "k/Readme.md": "/book/k/",
            "k/Index.md": "/book/k/Index.html",
            "k/x.y.md": "/book/k/x.y.html",
            "p/100%.md": "/book/p/100%25.html",
            "q.markdown": "/book/q.html",
            "c++/d#e.md": "/book/c%2B%2B/d%23e.html",
            "Ü/ö.md": "/book/%C3%9C/%C3%B6.html",
        }
        self.assert_fits(
            {"book.toml": '[output.html]\nsite-url = "/book/"\n', **{f"src/{name}": "knee" for name in files}},
            "Found a site of mdBook (book.toml).",
            {f"src/{name}": address for name, address in files.items()},
        )

    def test_names_of_docusaurus(self):
        """As Docusaurus 3.10 builds them."""
        pages = {
            "blog/2024-01-02-10-reasons.md": ("/kb/blog/2024/01/02/10-reasons", ""),
            "blog/2024-01-02-sore-knee.md": ("/kb/blog/2024/01/02/sore-knee", ""),
            "blog/2024-01-11-slug.md": ("/kb/blog/new-slug", "slug: new-slug\n"),
            "blog/2024-01-12-slug2.md": ("/kb/blog/abs/slug", "slug: /abs/slug\n"),
            "blog/2024-01-13-dated.md": ("/kb/blog/2024/01/13/dated", "date: 2023-02-01\n"),
            "blog/2024-01-14-Big Name.mdx": ("/kb/blog/2024/01/14/Big%20Name", ""),
            "blog/2024-01-15_under.md": ("/kb/blog/2024/01/15/_under", ""),
            "blog/2024-01-16.md": ("/kb/blog/2024/01/16/", ""),
            "blog/2024-01-17-unl.mdx": ("/kb/blog/2024/01/17/unl", "id: foo\n"),
            "blog/2024-01-18-r/README.md": ("/kb/blog/2024/01/18/r/README", ""),
            "blog/2024-03-04-folder/index.md": ("/kb/blog/2024/03/04/folder", ""),
            "blog/2024-05-09/plain.md": ("/kb/blog/2024/05/09/plain", ""),
            "blog/2024-05/08-mixed.md": ("/kb/blog/2024/05/08/mixed", ""),
            "blog/2024-06-01-index/other.md": ("/kb/blog/2024/06/01/index/other", ""),
            "blog/2024-1-5-short.md": ("/kb/blog/2024/1/5/short", ""),
            "blog/2024/05-07-mixed.md": ("/kb/blog/2024/05/07/mixed", ""),
            "blog/2024/05/06/deep.md": ("/kb/blog/2024/05/06/deep", ""),
            "blog/README.md": ("/kb/blog/README", ""),
            "blog/a-knee.md": ("/kb/blog/a-knee", ""),
            "blog/b/2024/02/03/index.md": ("/kb/blog/2024/02/03/b/index", ""),
            "blog/dated.md": ("/kb/blog/dated", ""),
            "blog/sub/2024-01-10-x.md": ("/kb/blog/2024/01/10/sub/x", ""),
            "blog/sub/index.md": ("/kb/blog/sub", ""),
            "docs/001.md": ("/kb/docs/001", ""),
            "docs/01 space.md": ("/kb/docs/01%20space", ""),
            "docs/01-c/c.md": ("/kb/docs/c/c", ""),
            "docs/01-intro.md": ("/kb/docs/intro", ""),
            "docs/01.dot.md": ("/kb/docs/dot", ""),
            "docs/01_under.md": ("/kb/docs/under", ""),
            "docs/01–ndash.md": ("/kb/docs/01%E2%80%93ndash", ""),
            "docs/02 - Guides/3. knee.md": ("/kb/docs/Guides/knee", ""),
            "docs/02 - Guides/4-named.md": ("/kb/docs/Guides/named-so", "id: named-so\nsidebar_position: 4\n"),
            "docs/02 - Guides/slug.md": ("/kb/docs/Guides/other", "slug: other\n"),
            "docs/02 - Guides/top.md": ("/kb/docs/top", "slug: /top\n"),
            "docs/02-num/index.md": ("/kb/docs/num/", ""),
            "docs/1.2-release.md": ("/kb/docs/1.2-release", ""),
            "docs/10.md": ("/kb/docs/10", ""),
            "docs/2024-01-02-day.md": ("/kb/docs/2024-01-02-day", ""),
            "docs/Case/File Name.md": ("/kb/docs/Case/File%20Name", ""),
            "docs/a/index.mdx": ("/kb/docs/a/", ""),
            "docs/am&p/a+b.md": ("/kb/docs/am%26p/a%2Bb", ""),
            "docs/ankle/Readme.md": ("/kb/docs/ankle/", ""),
            "docs/b/README.md": ("/kb/docs/b/", ""),
            "docs/d/01-d.md": ("/kb/docs/d/d", ""),
            "docs/e/E.md": ("/kb/docs/e/", ""),
            "docs/f/INDEX.md": ("/kb/docs/f/", ""),
            "docs/g/index.md": ("/kb/docs/g/gg", "slug: gg\n"),
            "docs/h/index.md": ("/kb/docs/h/", "id: hh\nsidebar_position: 1\n"),
            "docs/hip/hip.md": ("/kb/docs/hip/", ""),
            "docs/i/j/k/l.md": ("/kb/docs/i/j/k/l", ""),
            "docs/id/01-a.md": ("/kb/docs/id/02-b", "id: 02-b\nsidebar_position: 1\n"),
            "docs/index.md": ("/kb/docs/", ""),
            "docs/num/ 3-x.md": ("/kb/docs/num/%203-x", ""),
            "docs/num/01-02-foo.md": ("/kb/docs/num/01-02-foo", ""),
            "docs/num/1-2-foo.md": ("/kb/docs/num/1-2-foo", ""),
            "docs/num/12-.md": ("/kb/docs/num/12-", ""),
            "docs/num/2024-02-03-x.md": ("/kb/docs/num/2024-02-03-x", ""),
            "docs/num/7.0-foo.md": ("/kb/docs/num/7.0-foo", ""),
            "docs/num/x.y.md": ("/kb/docs/num/x.y", ""),
            "docs/o p/q r.md": ("/kb/docs/o%20p/q%20r", ""),
            "docs/r/s.md": ("/kb/docs/r/t", "slug: ./t\n"),
            "docs/r/u.md": ("/kb/docs/v", "slug: ../v\n"),
            "docs/r/w.md": ("/kb/docs/r/t/w/", "slug: t/w/\n"),
            "docs/r/x.md": ("/kb/docs/r/x", ""),
            "docs/v1.md": ("/kb/docs/v1", ""),
            "docs/y/02-index.md": ("/kb/docs/y/index", ""),
            "docs/z/02-README.md": ("/kb/docs/z/README", ""),
            "docs/Ü/ö.md": ("/kb/docs/%C3%9C/%C3%B6", ""),
        }
        self.assert_fits(
            {
                "docusaurus.config.js": "export default {\n  baseUrl: '/kb/',\n};\n",
                **{name: f"---\ntitle: x\n{facts}---\nknee" for name, (_, facts) in pages.items()},
            },
            "Found a site of Docusaurus (docusaurus.config.js).",
            {name: address for name, (address, _) in pages.items()},
        )

    def test_the_generator_is_one_that_there_is(self):
        site = self.make_site({"marrow.yaml": "generator: huggo\n", "a.md": "knee"})
        run = self.marrow("index", site, "-o", self.root / "x.index")
        self.assertEqual(run.returncode, 3)
        self.assertIn("marrow.yaml:1: there is no generator \"huggo\"; did you mean hugo?", run.stderr)

    def knee(self, facts=""):
        return f"---\ntitle: Knee\n{facts}---\nknee"

    # The addresses of the next tests are those that Hugo 0.111 built of the same sites.

    def test_hugo_in_languages_by_names_of_files(self):
        languages = (
            "baseURL='https://x.example/help/'\ntitle='Help \"here\"'\ndefaultContentLanguage='en'\n[languages.en]\nweight=1\n"
            "[languages.de]\ntitle='Hilfe'\n[languages.pt-BR]\n[languages.fr]\ndisabled=true\n"
        )
        files = {f"content/{name}{end}.md": self.knee() for name in ("_index", "guides/_index", "guides/a", "flat/index") for end in ("", ".de")}
        files.update(
            {
                "content/about.en.md": self.knee(),
                "content/about.pt-br.md": self.knee(),
                "content/about.fr.md": self.knee(),
                "content/guides/x.it.md": self.knee(),
                "content/who.de.md": self.knee("url: /spezial/ort/\n"),
                "content/slug.de.md": self.knee("slug: neu\n"),
                "content/flat2/index.de.md": self.knee("slug: wie\n"),
            }
        )
        addresses = {
            "content/_index.md": "/help/",
            "content/_index.de.md": "/help/de/",
            "content/guides/_index.md": "/help/guides/",
            "content/guides/_index.de.md": "/help/de/guides/",
            "content/guides/a.md": "/help/guides/a/",
            "content/guides/a.de.md": "/help/de/guides/a/",
            "content/flat/index.md": "/help/flat/",
            "content/flat/index.de.md": "/help/de/flat/",
            "content/about.en.md": "/help/about/",
            "content/about.pt-br.md": "/help/pt-br/about/",
            "content/guides/x.it.md": "/help/guides/x.it/",
            "content/who.de.md": "/help/spezial/ort/",
            "content/slug.de.md": "/help/de/neu/",
            "content/flat2/index.de.md": "/help/de/wie/",
        }
        found = "Found a site of Hugo (hugo.toml)."
        text = self.assert_fits({"hugo.toml": languages, **files}, found, addresses)
        self.assertIn('\nsite:\n  name:\n    "en": "Help \\"here\\""\n    "de": "Hilfe"\n    "pt-br": "Help \\"here\\""\n', text)
        below = {
            name: address if "/de/" in address or "/pt-br/" in address or "spezial" in address else "/help/en/" + address[6:]
            for name, address in addresses.items()
        }
        self.assert_fits({"hugo.toml": "defaultContentLanguageInSubdir=true\n" + languages, **files}, found, below)
        ugly = {
            name: "/help/de/" if name == "content/_index.de.md" else address[:-1] + ".html" if address.count("/") > 2 and "spezial" not in address else address
            for name, address in addresses.items()
        }
        self.assert_fits({"hugo.toml": "uglyURLs=true\n" + languages, **files}, found, ugly)

    def test_hugo_in_languages_by_folders(self):
        folders = "baseURL = 'https://x.example/'\n[languages.en]\ncontentDir='content/en'\n[languages.de]\ncontentDir='content/de'\n"
        files = {f"content/{code}/{name}.md": self.knee() for code in ("en", "de") for name in ("_index", "about", "guides/a")}
        text = self.assert_fits(
            {"hugo.toml": folders, **files, "content/lost.md": self.knee()},
            "Found a site of Hugo (hugo.toml).",
            {
                "content/en/_index.md": "/",
                "content/en/about.md": "/about/",
                "content/en/guides/a.md": "/guides/a/",
                "content/de/_index.md": "/de/",
                "content/de/about.md": "/de/about/",
                "content/de/guides/a.md": "/de/guides/a/",
            },
        )
        self.assertIn("\ncontent: [content/en, content/de]\n", text)

    def test_hugo_in_languages_on_hosts(self):
        hosts = "languages:\n  en:\n    baseURL: https://en.x.example/\n  de:\n    baseURL: https://de.x.example/hilfe/\n"
        for files in ({"hugo.yaml": hosts}, {"config/_default/hugo.toml": "", "config/_default/languages.toml": (
            "[en]\nbaseURL = 'https://en.x.example/'\n[de]\nbaseURL='https://de.x.example/hilfe/'\n")}):
            mark = next(iter(files))
            self.assert_fits(
                {**files, "content/a.md": self.knee(), "content/a.de.md": self.knee(), "content/b.de.md": self.knee("url: /c/\n")},
                f"Found a site of Hugo ({mark}).",
                {
                    "content/a.md": "https://en.x.example/a/",
                    "content/a.de.md": "https://de.x.example/hilfe/a/",
                    "content/b.de.md": "https://de.x.example/hilfe/c/",
                },
            )

    def test_permalinks_of_hugo_are_told_of(self):
        site = self.make_site({"hugo.toml": "[permalinks]\nblog = '/:year/:month/:slug/'\nposts = '/:title/'\n", "content/a.md": "knee"})
        run = self.marrow("init", site)
        self.assertIn("Its permalinks make addresses in blog, posts that no rule can: for pages there index what it builds, as the file says.\n", run.stdout)
        self.assertIn('#   addresses: {"public/*": /*}\n', (site / "marrow.yaml").read_text())

    def test_the_site_is_called_as_its_configuration_says(self):
        for mark, config in (
            ("hugo.toml", 'title = "My \\"Q\\" title"\n[params]\ntitle = "x"\n'),
            ("_config.yml", "title: My \"Q\" title # so\n"),
            ("mkdocs.yml", "site_name: 'My \"Q\" title'\nplugins:\n  - x:\n      title: y\n"),
            ("docusaurus.config.js", "export default {\n  title: 'My \"Q\" title',\n}"),
            ("book.toml", "[book]\ntitle = 'My \"Q\" title'\n"),
            ("conf.py", "project = 'My \"Q\" title'\n"),
        ):
            with self.subTest(mark):
                site = self.make_site({mark: config, "a.md": "knee"})
                self.init(site)
                self.assertIn('\nsite:\n  name: "My \\"Q\\" title"\n', (site / "marrow.yaml").read_text())

    def test_hugo_in_json(self):
        text = self.assert_fits(
            {"hugo.json": '{\n  "baseURL": "/kb",\n  "languageCode": "de-AT"\n}', "content/a.md": "knee"},
            "Found a site of Hugo (hugo.json).",
            {"content/a.md": "/kb/a/"},
        )
        self.assertIn('\nlanguage: "de-AT"\n', text)

    def test_tables_of_other_things_are_not_the_site(self):
        self.assert_fits(
            {
                "hugo.toml": "[params.docs]\ncontentDir = 'content/de'\nbaseURL = 'https://de.example/x/'\n",
                "content/de/a.md": "knee",
                "content/en/a.md": "knee",
            },
            "Found a site of Hugo (hugo.toml).",
            {"content/de/a.md": "/de/a/", "content/en/a.md": "/en/a/"},
        )

    def test_the_only_language_of_hugo(self):
        self.assert_fits(
            {
                "hugo.toml": "defaultContentLanguage = 'de'\n[languages.de]\ncontentDir = 'content/de'\nbaseURL = 'https://de.example/x/'\n",
                "content/de/a.md": "knee",
                "content/en/a.md": "knee",
            },
            "Found a site of Hugo (hugo.toml).",
            {"content/de/a.md": "/x/a/"},
        )

    def test_jekyll(self):
        files = {
            "_posts/2026-01-02-sore-knee.md": "knee",
            "guides/_posts/2025-03-04-hip.md": "knee",
            "_drafts/soon.md": "knee",
            "_site/about.html": "<p>knee",
            "_faq/often.md": "knee",
            "about.md": "knee",
            "index.html": "---\nlayout: x\n---\n<p>knee",
        }
        addresses = {
            "_posts/2026-01-02-sore-knee.md": "/kb/2026/01/02/sore-knee",
            "guides/_posts/2025-03-04-hip.md": "/kb/guides/2025/03/04/hip",
            "_faq/often.md": "/kb/faq/often",
            "about.md": "/kb/about",
        }
        for style, end in (("", ".html"), ("permalink: pretty\n", "/")):
            text = self.assert_fits(
                {"_config.yml": f"title: Knee\nbaseurl: /kb  # sub\nlang: pt_BR\n{style}", **files},
                "Found a site of Jekyll (_config.yml).",
                {name: address + end for name, address in addresses.items()},
            )
            self.assertIn('\nlanguage: "pt-BR"\n', text)
        self.assert_fits(
            {"docs/_config.yml": "", "docs/a.md": "knee", "CHANGES.md": "knee"},
            "Found a site of Jekyll (docs/_config.yml).",
            {"docs/a.md": "/a.html"},
        )

    def test_mkdocs(self):
        files = {"docs/index.md": "knee", "docs/guides/README.md": "knee", "docs/guides/a.md": "knee", "NEWS.md": "knee"}
        text = self.assert_fits(
            {"mkdocs.yml": "site_url: https://kb.example/\ntheme:\n  name: material\n  language: de\n", **files},
            "Found a site of MkDocs (mkdocs.yml).",
            {"docs/index.md": "/", "docs/guides/README.md": "/guides/", "docs/guides/a.md": "/guides/a/"},
        )
        self.assertIn('\nlanguage: "de"\n', text)
        self.assert_fits(
            {"mkdocs.yml": "docs_dir: ./docs/\nuse_directory_urls: false\n", **files},
            "Found a site of MkDocs (mkdocs.yml).",
            {"docs/index.md": "/", "docs/guides/README.md": "/guides/", "docs/guides/a.md": "/guides/a.html"},
        )

    def test_docusaurus(self):
        files = {
            "docs/intro.mdx": "knee",
            "docs/guides/index.md": "knee",
            "docs/_part.md": "knee",
            "blog/2026-01-02-sore-knee.md": "knee",
            "blog/a-knee-of-old-times.md": "knee",
            "node_modules/x/y.md": "knee",
            "src/pages/z.md": "knee",
        }
        addresses = {
            "docs/intro.mdx": "/kb/docs/intro",
            "docs/guides/index.md": "/kb/docs/guides/",
            "blog/2026-01-02-sore-knee.md": "/kb/blog/2026/01/02/sore-knee",
            "blog/a-knee-of-old-times.md": "/kb/blog/a-knee-of-old-times",
        }
        for end in ("js", "ts"):
            mark = f"docusaurus.config.{end}"
            text = self.assert_fits(
                {mark: "export default {\n  baseUrl: '/kb/',\n  i18n: {\n    defaultLocale: 'de',\n  },\n};\n", **files},
                f"Found a site of Docusaurus ({mark}).",
                addresses,
            )
            self.assertIn('\nlanguage: "de"\n', text)
        self.assert_fits(
            {"docusaurus.config.mjs": "baseUrl: process.env.BASE,\ntrailingSlash: true,\n", "docs/intro.md": "knee"},
            "Found a site of Docusaurus (docusaurus.config.mjs).",
            {"docs/intro.md": "/docs/intro/"},
        )

    def test_versions_and_translations_of_docusaurus(self):
        """As Docusaurus 3.10 builds them: what readers get without asking for a version is the latest one, docs the next."""
        i18n = "i18n/de/docusaurus-plugin-content-"
        files = {
            "docs/01-intro.md": None,
            "versioned_docs/version-2.0/01-intro.md": "/kb/docs/intro",
            "versioned_docs/version-2.0/g/index.mdx": "/kb/docs/g/",
            "versioned_docs/version-2.0/s.md": "/kb/docs/s",
            "versioned_docs/version-1.0/01-intro.md": None,
            f"{i18n}docs/current/01-intro.md": None,
            f"{i18n}docs/version-2.0/01-intro.md": "/kb/de/docs/intro",
            f"{i18n}docs/version-1.0/01-intro.md": None,
            f"{i18n}blog/2024-01-02-sore-knee.md": "/kb/de/blog/2024/01/02/sore-knee",
            f"{i18n}pages/about.md": None,
        }
        config = {"docusaurus.config.js": "baseUrl: '/kb/',\n", **{name: "knee" for name in files}}
        found = "Found a site of Docusaurus (docusaurus.config.js)."
        self.assert_fits({**config, "versions.json": '[\n  "2.0",\n  "1.0"\n]\n'}, found,
                         {name: address for name, address in files.items() if address})
        for versions in ({}, {"versions.json": "[]"}, {"versions.json": '["3.0"]'}, {"versions.json": '["../x"]'}):
            self.assert_fits({**config, **versions}, found, {
                "docs/01-intro.md": "/kb/docs/intro",
                f"{i18n}docs/current/01-intro.md": "/kb/de/docs/intro",
                f"{i18n}blog/2024-01-02-sore-knee.md": "/kb/de/blog/2024/01/02/sore-knee",
            })

    def test_mdbook(self):
        text = self.assert_fits(
            {
                "book.toml": '[book]\nlanguage = "fr"\nsrc = "text"\n[output.html]\nsite-url = "/book/"\n',
                "text/SUMMARY.md": "knee",
                "text/README.md": "knee",
                "text/part/README.md": "knee",
                "text/part/a.md": "knee",
                "src/b.md": "knee",
            },
            "Found a site of mdBook (book.toml).",
            {"text/README.md": "/book/", "text/part/README.md": "/book/part/", "text/part/a.md": "/book/part/a.html"},
        )
        self.assertIn('\nlanguage: "fr"\n', text)
        self.assert_fits({"book.toml": "", "src/a.md": "knee"}, "Found a site of mdBook (book.toml).", {"src/a.md": "/a.html"})

    def test_sphinx(self):
        for folder in ("", "source/", "docs/", "docs/source/"):
            with self.subTest(folder):
                text = self.assert_fits(
                    {
                        f"{folder}conf.py": "# language = 'en'\nlanguage = 'zh_CN'\n",
                        f"{folder}index.rst": "knee",
                        f"{folder}part/a.md": "knee",
                        f"{folder}_build/a.rst": "knee",
                        f"{folder}part/data.txt": "knee",
                    },
                    f"Found a site of Sphinx ({folder}conf.py).",
                    {f"{folder}index.rst": "/", f"{folder}part/a.md": "/part/a.html"},
                )
                self.assertIn('\nlanguage: "zh-CN"\n', text)

    def test_plain(self):
        """A config.toml alone does not make a site of Hugo."""
        self.assert_fits(
            {"config.toml": "", "a.md": "knee"},
            "Found no generator of sites: a plain folder of articles.",
            {"a.md": "/articles/a"},
        )

    def test_what_stands_behind_a_hash_can_be_used(self):
        """Every key that the file shows as an example is one that there is, in its right form."""
        marks = ("hugo.toml", "_config.yml", "mkdocs.yml", "docusaurus.config.js", "book.toml", "conf.py", "x")
        for mark in marks:
            with self.subTest(mark):
                files = {f"{folder}/a.md": "knee opening hours" for folder in ("content", "docs", "blog", "src")}
                site = self.make_site({mark: "", **files})
                self.init(site)
                text = (site / "marrow.yaml").read_text()
                used = re.sub(r'^( *)# ?( *(?:[a-z]+: ?[^ ]?|[a-z]+:$|"[^"]+": /).*)$', r"\1\2", text, flags=re.M)
                used = used.replace("filters: [audience]", "filters: []")  # no article has it
                for key in ("content", "excludes", "addresses", "language", "filters", "publish"):
                    self.assertRegex(used, f"(?m)^{key}:")
                (site / "marrow.yaml").write_text(used)
                self.assertIn(len(self.addresses(site)), (1, 2))

    def test_strange_configuration(self):
        """What cannot be used is passed over: nothing of it gets into the file."""
        for config in (
            "contentDir = '../other'\nlanguageCode = \"a: [\"\nbaseURL = 'https://x.example/a b\"*/'\n",
            "contentDir = '/etc'\nlanguageCode = None\nbaseURL = javascript:x/y\n",
            "contentDir = 'nowhere'\nlanguageCode =\nbaseURL\n",
            "contentDir = '\nlanguageCode = '\nbaseURL = '//'",
            "contentDir = content/../../x\nlanguageCode = e\nbaseURL = https://\n",
            "baseURL = 'https://x.example//y.example/'\n",
            "\ufeff\x01= :\n=\n'",
        ):
            with self.subTest(config):
                found = {"content/a.md": "/a/"}
                text = self.assert_fits({"hugo.toml": config, "content/a.md": "knee"}, "Found a site of Hugo (hugo.toml).", found)
                self.assertIn("\n# language: en\n", text)

    def test_in_the_current_folder(self):
        site = self.make_site({"mkdocs.yml": "", "docs/a.md": "knee"})
        run = self.marrow("init", cwd=site)
        self.assertEqual(
            run.stdout,
            "Found a site of MkDocs (mkdocs.yml).\n"
            "Wrote marrow.yaml: look whether it says what you want.\n"
            "Next: marrow index && marrow serve\n",
        )
        self.assertTrue((site / "marrow.yaml").exists())

    def test_next_can_be_pasted(self):
        site = self.root / "it's a $(site)"
        site.mkdir()
        (site / "a.md").write_text("knee")
        after = self.marrow("init", site).stdout.splitlines()[-1]
        command = after.removeprefix("Next: marrow ").removesuffix(" && marrow serve")
        run = subprocess.run(["sh", "-c", f'exec "$0" {command}', MARROW], cwd=self.root, capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_never_overwrites(self):
        site = self.make_site({"marrow.yaml": "language: de\n", "a.md": "knee"})
        dangling = self.make_site({"a.md": "knee"})
        (dangling / "marrow.yaml").symlink_to("elsewhere.yaml")
        for folder in (site, dangling):
            run = self.marrow("init", folder)
            self.assertEqual((run.returncode, run.stdout), (3, ""))
            self.assertEqual(run.stderr, f"marrow: {folder}/marrow.yaml: is there already; change it, or move it away first\n")
        self.assertEqual((site / "marrow.yaml").read_text(), "language: de\n")
        self.assertFalse((dangling / "elsewhere.yaml").exists())

    def test_a_folder_that_cannot_be_written(self):
        site = self.make_site({"a.md": "knee"})
        site.chmod(0o555)
        self.addCleanup(site.chmod, 0o755)
        folder = "/proc/self" if os.geteuid() == 0 else site  # root may write where nobody may
        run = self.marrow("init", folder)
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertRegex(run.stderr, r"^marrow: \S+/marrow.yaml: cannot be made \([^)]+\); check that its folder may be written to\n$")

    def test_a_full_disk_leaves_no_half_file(self):
        site = self.make_site({"a.md": "knee"})
        full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        run = self.marrow("init", site, preexec_fn=full, restore_signals=False)
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertEqual(run.stderr, f"marrow: {site}/marrow.yaml: cannot be written (File too large); check the free space\n")
        self.assertFalse((site / "marrow.yaml").exists())

    def test_no_folder(self):
        site = self.make_site({"a.md": "knee"})
        for path in (self.root / "nowhere", site / "a.md"):
            run = self.marrow("init", path)
            self.assertEqual((run.returncode, run.stdout), (3, ""))
            self.assertEqual(run.stderr, f"marrow: {path}: is no folder that can be read; name the folder of the site\n")


if __name__ == "__main__":
    unittest.main()
