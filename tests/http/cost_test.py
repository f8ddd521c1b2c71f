"""A query that costs too much is cut short, says so, and is not kept; one that does not is answered whole."""

import json
import re
import unittest

import serving

COMMON = {f"a{i:03}.md": f"# Article {i}\n\nThe knee and the joint, the hip and the bone.{' Rare word zebra.' * (i == 250)}\n" for i in range(300)}


class CostTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site(COMMON)

    @classmethod
    def tearDownClass(cls):
        cls.site.remove()

    def serve(self, *options):
        server = serving.Server(self.site.index, *options)
        self.addCleanup(server.stop)
        return server

    def ask(self, server, query):
        answer = server.ask("/api/v1/search?q=" + query.replace(" ", "+"))
        self.assertEqual(answer.status, 200)
        return answer, json.loads(answer.text)

    def test_usual_queries_are_whole(self):
        server = self.serve()
        for query in ["knee", "knee joint hip bone", "knee zebra", "knee OR hip"]:
            answer, found = self.ask(server, query)
            self.assertNotIn("partial", found)
            self.assertIn("etag", answer.headers)
        self.assertEqual(found["total"], 300)

    def test_the_limit_ends_a_query(self):
        answer, found = self.ask(self.serve("--cost", "100"), "knee")
        self.assertEqual((found["partial"], len(found["hits"])), (True, 10))
        self.assertLessEqual(found["total"], 101)
        self.assertEqual(answer.headers["cache-control"], "no-store")
        self.assertNotIn("etag", answer.headers)

    def test_the_estimate_keeps_a_query_from_costing_more(self):
        """One article has both words. Those with one of them are too many to look at: it is answered alone."""
        _, found = self.ask(self.serve("--cost", "100"), "knee zebra")
        self.assertEqual((found["partial"], found["total"], [hit["id"] for hit in found["hits"]]), (True, 1, ["a250.md"]))
        _, found = self.ask(self.serve("--cost", "1000"), "knee zebra")
        self.assertNotIn("partial", found)
        self.assertEqual((found["total"], found["hits"][0]["id"]), (300, "a250.md"))

    def test_any_number(self):
        self.assertNotIn("partial", self.ask(self.serve("--cost", "0"), "knee joint hip bone")[1])

    def test_pages_and_facets_say_so(self):
        server = self.serve("--cost", "100")
        page = server.ask("/search?q=knee")
        self.assertIn("Too many articles have these words", page.text)
        self.assertEqual(page.headers["cache-control"], "no-store")
        self.assertTrue(json.loads(server.ask("/api/v1/facets?q=knee").text)["partial"])

    def test_addresses_where_nothing_is_cost_no_more(self):
        """Articles that may be meant are looked for within the same limit: there are more than may be looked at."""
        browser = {"Accept": "text/html"}
        meant = [serving.Server.ask(self.serve("--cost", cost), "/knee-zebra", headers=browser).text for cost in ["1000", "100"]]
        self.assertEqual([page.count("/articles/a") for page in meant], [5, 1])
        server = self.serve()
        for gap, first in [(1, "a250"), (200, "a000")]:  # a word behind the 128th byte is not asked for
            page = server.ask(f"/knee{'-' * gap}zebra", headers=browser).text
            self.assertEqual(re.search("/articles/(a[0-9]+)", page)[1], first)

    def test_partial_answers_are_not_kept(self):
        server = self.serve("--cost", "100", "--metrics", "127.0.0.1:0")
        for _ in range(3):
            self.ask(server, "knee")
        explained = server.ask("/api/v1/explain?q=knee&doc=a250.md")
        self.assertEqual((explained.status, explained.headers["cache-control"]), (200, "no-store"))
        self.assertNotIn("etag", explained.headers)
        self.assertNotIn("partial", self.ask(server, "zebra")[1])


if __name__ == "__main__":
    unittest.main()
