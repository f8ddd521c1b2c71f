"""The API's description, and the server held to it: every parameter, usual, random and hostile values, every answer."""

import json
import re
import unittest
from urllib.parse import quote, urlencode

import serving
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

SITE = {
    **serving.ARTICLES,
    "gout.md": "---\ntitle: Gout\nsuperseded_by: knee.md\nreview_by: 2001-01-01\nboost: 2\naliases: [podagra]\nkind: illness\n"
    "translations: {de: de/gicht.md}\n---\nGout & <b>uric acid</b>.\n\n## In the knee\n\nGout hurts the knee.\n",
    "treatment/index.md": "# Treatments\n\nWhat helps.\n",
    "topics.yaml": "topics:\n  - id: bones\n    tags: [knee]\n    title: Bones\n",
    "de/gicht.md": "---\ntitle: Gicht\nlang: de\ndate: 2024-05-31\n---\nGicht & Harnsäure.\n",
}

# What is typed, what is wrong, and what somebody tries who wants to break in.
WORDS = ["knee", "knee joint", "kne", "cartilage", "gicht", "acid", "", " ", "knee -hip", '"knee joint"', "title:knee", "kn*"]
HOSTILE = [
    "%", "%%", "\0", "a\0b", "\x1b[2J", "' OR 1=1 --", '"; DROP TABLE x; --', "<script>alert(1)</script>", "../../etc/passwd",
    "(" * 200, "NEAR(a b)", "{a b}: c", "a" * 2000, "\u202e", "\ud7ff", "\U0010ffff", "🦴", "膝关节", "ركبة", "-1", "1e3", "0x10", "99999999999999999999",
    "tag:", ":x", "tag:knee", "tag:anatomy", "lang:de", "tagg:x", "id,title", "id,__proto__", "tag,lang", "score", "date", "2024", "2024-05", "2024-13",
]
HEADERS = {"Accept": "application/json"}


def load(answer):
    """JSON as RFC 8259 has it: no NaN."""
    def refuse(name):
        raise ValueError(name)
    return json.loads(answer.text, parse_constant=refuse)


EXPLAINED = [
    "?q=knee+jiont&doc=knee", "?q=the+hip+joint&doc=gout", "?q=gout+-knee&doc=knee", "?q=joint&tag=none&doc=knee",
    "?q=gout+joint&doc=gout", "?q=joint&doc=gout", "?q=podagra&doc=gout",
    "?q=gout+knee&doc=gout",
]


class OpenApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site(SITE)
        cls.server = serving.Server(cls.site.index)
        cls.document = load(cls.server.ask("/openapi.json"))
        cls.validators = {}
        cls.operations = {path: methods["get"] for path, methods in cls.document["paths"].items()}
        cls.conditions = [operation["parameters"].pop() for operation in cls.operations.values()]  # those of the header come last

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        cls.site.remove()
        assert status == 0, cls.server.log()

    @classmethod
    def validator(cls, schema):
        """Made once for each schema: that is what takes time."""
        known = cls.validators.get(id(schema))
        if known is None:
            known = cls.validators[id(schema)] = Draft202012Validator({**schema, "components": cls.document["components"]})
        return known

    def check(self, operation, target):
        """The answer is one of those that are described, and looks as described."""
        answer = self.server.ask(target, headers=HEADERS)
        self.assertLess(answer.status, 500, target)
        described = operation["responses"].get(str(answer.status), operation["responses"]["default"])
        self.assertTrue(answer.status in [200, 400, 404] and str(answer.status) in operation["responses"] or answer.status > 404, target)
        self.check_headers(described, answer)
        kind = answer.headers["content-type"]
        self.assertIn(kind, described["content"], target)
        body = load(answer)
        for error in self.validator(described["content"][kind]["schema"]).iter_errors(body):
            self.fail(f"{target}: {error.json_path}: {error.message}")
        if kind == "application/problem+json":
            self.assertEqual(body["status"], answer.status)
        return answer, body

    def check_headers(self, described, answer):
        """Those that are described are there, and look so."""
        for name, reference in described["headers"].items():
            header = self.document["components"]["headers"][reference["$ref"].rsplit("/", 1)[1]]
            value = answer.headers.get(name.lower())
            self.assertTrue(value is not None or not header.get("required"), name)
            if value is not None:
                self.validator(header["schema"]).validate(int(value) if header["schema"].get("type") == "integer" else value)

    def test_operations_have_names_and_conditions(self):
        self.assertEqual({operation["operationId"] for operation in self.operations.values()},
                         {"search", "suggest", "facets", "explain", "article", "related"})
        self.assertEqual(self.conditions, [{"$ref": "#/components/parameters/If-None-Match"}] * len(self.operations))
        condition = self.document["components"]["parameters"]["If-None-Match"]
        self.assertEqual(self.document["servers"], [{"url": "/"}])
        for path, operation in self.operations.items():
            target = path.replace("{id}", "knee") + "?" + needed(operation)
            tag = self.check(operation, target)[0].headers["etag"]
            answer = self.server.ask(target, headers={**HEADERS, condition["name"]: tag})
            self.assertEqual((answer.status, answer.body), (304, b""))
            self.check_headers(operation["responses"]["304"], answer)

    def test_too_many_requests_are_described(self):
        server = serving.Server(self.site.index, "--rate", "1", "--burst", "1")
        try:
            operation = self.operations["/api/v1/search"]
            answers = [server.ask("/api/v1/search?q=knee", headers=HEADERS) for _ in range(4)]
            refused = next(answer for answer in answers if answer.status == 429)
            self.check_headers(operation["responses"]["429"], refused)
            self.validator(operation["responses"]["429"]["content"]["application/problem+json"]["schema"]).validate(load(refused))
        finally:
            server.stop()

    def test_document(self):
        document = self.document
        self.assertRegex(document["openapi"], r"^3\.1\.")
        self.assertEqual(
            set(self.operations),
            {f"/api/v1/{each}" for each in ["search", "suggest", "facets", "explain", "articles/{id}", "articles/{id}/related"]},
        )
        for name, schema in document["components"]["schemas"].items():
            with self.subTest(name):
                Draft202012Validator.check_schema(schema)
        references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
        self.assertEqual(references, set(document["components"]["schemas"]))
        for path, operation in self.operations.items():
            with self.subTest(path):
                named = [each["name"] for each in operation["parameters"]]
                self.assertEqual(len(named), len(set(named)))
                self.assertEqual(re.findall(r"\{(\w+)\}", path), [e["name"] for e in operation["parameters"] if e["in"] == "path"])
                self.assertTrue(all(each["description"] for each in operation["parameters"]))

    def test_headers_of_the_document(self):
        answer = self.server.ask("/openapi.json")
        self.assertEqual((answer.headers["content-type"], answer.headers["cache-control"]), ("application/json", "no-cache"))
        self.assertEqual(self.server.ask("/openapi.json", headers={"If-None-Match": answer.headers["etag"]}).status, 304)

    def test_every_route_of_the_api_is_described(self):
        """What is answered under /api/ is in the document: other paths are not found."""
        for path in ["search", "suggest", "facets", "explain?doc=knee"]:
            self.assertEqual(self.server.ask("/api/v1/" + path).status, 200)
        for path in ["", "searches", "related", "stats", "topics", "articles", "articles/"]:
            self.assertEqual(self.server.ask("/api/v1/" + path).status, 404)

    def test_limits_are_as_described(self):
        for path, operation in self.operations.items():
            for parameter in operation["parameters"]:
                schema = parameter["schema"]
                target = path.replace("{id}", "knee") + "?q=knee&" + needed(operation) + parameter["name"] + "="
                if schema["type"] == "integer":
                    values = [(schema["minimum"], 200), (schema["maximum"], 200), (schema["maximum"] + 1, 400), ("x", 400), ("", 400)]
                    values += [(schema["minimum"] - 1, 400)]
                elif "enum" in schema:
                    values = [(value, 200) for value in schema["enum"]] + [("other", 400), ("", 400)]
                else:
                    continue
                for value, status in values:
                    with self.subTest(target + str(value)):
                        self.assertEqual(self.check(operation, target + str(value))[0].status, status)

    def test_defaults_are_as_described(self):
        for path, operation in self.operations.items():
            target = path.replace("{id}", "gout") + "?" + needed(operation) + "q=gout"
            plain = self.check(operation, target)[1]
            for parameter in operation["parameters"]:
                if "default" in parameter["schema"]:
                    with self.subTest(target + parameter["name"]):
                        usual = f"&{parameter['name']}={parameter['schema']['default']}"
                        self.assertEqual(self.check(operation, target + usual)[1], plain)

    def test_every_documented_member_is_met(self):
        """A schema's members are all answered by some request; none is there in theory alone."""
        targets = {
            "/api/v1/search": ["?q=gout&facets=tag,lang&explain=1", "?q=knee&highlight=html", "?q=gicht", "?q=what+is+the+hip+joint", "?q=knees+jiont",
                               "?q=" + "knee+" * 400, "?q=hip+zzzzzz&exact=1", "?q=podagra", "?q=injections"],
            "/api/v1/suggest": ["?q=kn", "?q=in+the+kn", "?q=in+the+kn&highlight=html", "?q=jiont"],
            "/api/v1/facets": ["", "?q=jiont"],
            "/api/v1/explain": EXPLAINED,
            "/api/v1/articles/{id}": ["", "?fields=boost"],
            "/api/v1/articles/{id}/related": [""],
        }
        met = set()

        def note(schema, value):
            while "allOf" in schema:
                schema = schema["allOf"][0]
            for each in schema.get("oneOf", []):
                if value is not None and each.get("type") != "null":
                    note(each, value)
            if "$ref" in schema:
                name = schema["$ref"].rsplit("/", 1)[1]
                target = self.document["components"]["schemas"][name]
                for key, member in value.items() if isinstance(value, dict) else []:
                    met.add((name, key))
                    note(target["properties"][key], member)
            elif schema.get("type") == "array":
                for each in value:
                    note(schema.get("items", {}) or {}, each)
            elif schema.get("type") == "object" and isinstance(value, dict):
                for each in value.values():
                    note(schema["additionalProperties"], each)

        for path, queries in targets.items():
            operation = self.operations[path]
            for query in queries:
                for name in ["gout", "knee", "hip", "de/gicht"] if "{id}" in path else [""]:
                    body = self.check(operation, path.replace("{id}", name) + query)[1]
                    note(operation["responses"]["200"]["content"]["application/json"]["schema"], body)
        note({"$ref": "#/components/schemas/Problem"}, load(self.server.ask("/api/nope")))
        every = {
            (name, member)
            for name, schema in self.document["components"]["schemas"].items()
            for member in schema.get("properties", {})
        }
        # These need an index of another kind: pins, acronyms and synonyms of its owner, more than 20 values of a key.
        owner = {("Hit", "pinned"), ("Results", "suggestion"), ("Hit", "reasons"), ("Reason", "typed"), ("Reason", "found"),
                 ("Variant", "from"), ("Variant", "line"), ("Variant", "source")}
        owner |= {("Results", "partial"), ("Facets", "partial")}  # cost_test.py
        self.assertEqual(every - met - owner, set())

    def test_fields(self):
        search = self.operations["/api/v1/search"]
        everything = self.check(search, "/api/v1/search?q=knee")[1]
        for fields in ["id", "id,title,url", "url, id", "sections", "title_html", "score,id,score"]:
            with self.subTest(fields):
                names = [name.strip() for name in fields.split(",")]
                some = self.check(search, "/api/v1/search?q=knee&fields=" + quote(fields))[1]
                wanted = [{key: hit[key] for key in hit if key in names} for hit in everything["hits"]]
                self.assertEqual(some, {**everything, "hits": wanted})
        article = self.operations["/api/v1/articles/{id}"]
        self.assertEqual(self.check(article, "/api/v1/articles/hip?fields=id,lang")[1], {"id": "hip.md", "lang": "en"})
        for fields in ["nope", "id,nope", "passage", "id,,title", "__proto__"]:
            with self.subTest(fields):
                answer, problem = self.check(search, "/api/v1/search?q=knee&fields=" + fields)
                self.assertEqual(answer.status, 400)
                self.assertIn("there is no member", problem["detail"])

    def test_highlight_as_html(self):
        """The same matches, both ways; all that the author wrote is escaped."""
        for query in ["acid", "gout knee", "uric <b>"]:
            ranges = self.check(self.operations["/api/v1/search"], "/api/v1/search?q=" + quote(query))[1]
            marked = self.check(self.operations["/api/v1/search"], "/api/v1/search?highlight=html&q=" + quote(query))[1]
            self.assertTrue(ranges["hits"])
            for plain, html in zip(ranges["hits"], marked["hits"], strict=True):
                self.assertEqual(html["title_html"], mark(plain["title"], plain["title_matches"]))
                for one, other in zip(plain["sections"], html["sections"], strict=True):
                    passage = one["passage"]
                    self.assertEqual(other["passage"]["html"], mark(passage["text"], passage["matches"]))
        page = self.check(self.operations["/api/v1/search"], "/api/v1/search?highlight=html&q=acid")[1]
        self.assertIn("<mark>acid</mark>", page["hits"][0]["sections"][0]["passage"]["html"])
        suggested = self.check(self.operations["/api/v1/suggest"], "/api/v1/suggest?highlight=html&q=gou")[1]
        self.assertEqual(suggested["suggestions"][0]["html"], "<mark>Gout</mark>")

    def test_facets(self):
        facets = self.check(self.operations["/api/v1/facets"], "/api/v1/facets")[1]
        self.assertEqual(facets["total"], len(SITE) - 1)
        self.assertEqual({each["value"]: each["count"] for each in facets["facets"]["tag"]}, {"anatomy": 2, "knee": 1})
        some = self.check(self.operations["/api/v1/facets"], "/api/v1/facets?q=cartilage&facets=lang")[1]
        found = self.check(self.operations["/api/v1/search"], "/api/v1/search?q=cartilage&facets=lang")[1]
        self.assertEqual((some["facets"], some["total"]), (found["facets"], found["total"]))
        self.assertEqual(self.check(self.operations["/api/v1/facets"], "/api/v1/facets?lang=de")[1]["total"], 2)

    def test_pages_follow_one_another(self):
        search = self.operations["/api/v1/search"]
        whole = [hit["id"] for hit in self.check(search, "/api/v1/search?q=knee+cartilage&limit=100")[1]["hits"]]
        self.assertGreater(len(whole), 3)
        for limit in range(1, len(whole) + 1):
            pages = []
            for offset in range(0, len(whole) + limit, limit):
                pages += [hit["id"] for hit in self.check(search, f"/api/v1/search?q=knee+cartilage&limit={limit}&offset={offset}")[1]["hits"]]
            self.assertEqual(pages, whole, limit)


def mark(text, ranges):
    """HTML of a text with matches that are counted in UTF-16 code units."""
    units = text.encode("utf-16-le")
    piece = lambda begin, end: escape(units[2 * begin : 2 * end].decode("utf-16-le"))
    html, at = "", 0
    for begin, end in ranges:
        html += piece(at, begin) + "<mark>" + piece(begin, end) + "</mark>"
        at = end
    return html + piece(at, len(units) // 2)


def escape(text):
    for sign, instead in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")]:
        text = text.replace(sign, instead)
    return text


def needed(operation):
    """What must be given in a query string."""
    return "".join(each["name"] + "=knee&" for each in operation["parameters"] if each["required"] and each["in"] == "query")


def values_of(parameter):
    """What is sent for a parameter: as described, or anything at all."""
    schema = parameter["schema"]
    anything = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.binary(max_size=20))
    if schema["type"] == "integer":
        usual = st.integers(schema["minimum"], schema["maximum"]).map(str)
    elif "enum" in schema:
        usual = st.sampled_from(schema["enum"])
    else:
        usual = st.sampled_from(WORDS)
    return st.one_of(usual, usual, anything)


def requests_of(path, operation):
    """Targets for a path: some of its parameters, in any order, some of them twice or unknown."""
    query = [each for each in operation["parameters"] if each["in"] == "query"]
    pairs = [st.tuples(st.just(each["name"]), values_of(each)) for each in query]
    pairs.append(st.tuples(st.text(max_size=8), st.text(max_size=8)))
    ids = st.one_of(st.sampled_from(["knee", "knee.md", "gout", "de/gicht", "größe & maß.md", "none"]), st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30))
    pieces = st.tuples(ids, st.lists(st.one_of(pairs), max_size=6))
    return pieces.map(lambda both: path.replace("{id}", quote(both[0].encode("utf-8", "replace"), safe="")) + "?" + urlencode(both[1], errors="replace"))


def add_generated_test(path, name):
    def test(self):
        operation = self.operations[path]

        @settings(max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(requests_of(path, operation))
        def run(target):
            self.check(operation, target)

        run()

    setattr(OpenApiTest, "test_generated_" + name, test)


for path, name in [
    ("/api/v1/search", "search"),
    ("/api/v1/suggest", "suggest"),
    ("/api/v1/facets", "facets"),
    ("/api/v1/explain", "explain"),
    ("/api/v1/articles/{id}", "article"),
    ("/api/v1/articles/{id}/related", "related"),
]:
    add_generated_test(path, name)


if __name__ == "__main__":
    unittest.main()
