"""tools/bootstrap before invented package managers: what it asks them for, and what it says where they refuse."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

BOOTSTRAP = pathlib.Path(__file__).resolve().parents[2] / "tools" / "bootstrap"

# Knows the packages of the file "installed"; "removed NAME" there is a package that only left its configuration.
DPKG_QUERY = r"""#!/bin/sh
shift 3
for package; do
  grep -E "^(removed )?$package\$" "$0.installed" | sed -E 's/^removed (.*)/config-files \1/; t; s/^/installed /'
done
exit 1
"""
APT_GET = r"""#!/bin/sh
printf '%s %s\n' "$DEBIAN_FRONTEND" "$*" >>"$0.calls"
case " $* " in *" install "*) cat "$0.says"; exit "$(cat "$0.status")" ;; esac
"""
SUDO = r"""#!/bin/sh
if [ "$1" = -n ]; then exit "$(cat "$0.status")"; fi
printf 'sudo ' >>"$(dirname "$0")/apt-get.calls"
exec "$@"
"""


class Bootstrap(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.bin = pathlib.Path(folder.name)
        for part in ("tools", "tests/browser"):
            (self.bin / part).mkdir(parents=True)
        self.bootstrap = shutil.copy(BOOTSTRAP, self.bin / "tools")
        self.script("tests/browser/install", '#!/bin/sh\necho installed from npm\n')
        for tool in ("cat", "dirname", "env", "grep", "mktemp", "rm", "sed", "sh", "tail"):
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.script("dpkg-query", DPKG_QUERY)
        self.script("apt-get", APT_GET)
        self.write("apt-get.says", "")
        self.write("apt-get.status", "0")
        self.write("apt-get.calls", "")
        self.user(0)

    def write(self, name, text):
        (self.bin / name).write_text(text, encoding="utf-8")

    def script(self, name, text):
        self.write(name, text)
        (self.bin / name).chmod(0o755)

    def user(self, number):
        self.script("id", f"#!/bin/sh\necho {number}\n")

    def have(self, lines):
        self.write("dpkg-query.installed", "".join(line + "\n" for line in lines))

    def run_it(self, *arguments):
        return subprocess.run(["/bin/sh", self.bootstrap, *arguments], env={"PATH": str(self.bin)}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)

    def calls(self):
        return (self.bin / "apt-get.calls").read_text(encoding="utf-8").splitlines()

    def all_packages(self, purpose):
        self.have([])
        self.user(1000)
        run = self.run_it(purpose)
        self.user(0)
        self.assertEqual(run.returncode, 1)
        return run.stderr.split("--no-install-recommends ")[1].split()

    def test_nothing_to_do(self):
        for purpose in ("build", "test", "lint"):
            self.have(self.all_packages(purpose))
            run = self.run_it(purpose)
            says = "" if purpose == "build" else "installed from npm\n"
            self.assertEqual((run.returncode, run.stdout, run.stderr, self.calls()), (0, says, "", []))

    def test_node_from_elsewhere_will_do(self):
        self.script("npm", "#!/bin/sh\n")
        self.assertFalse({"nodejs", "npm"} & set(self.all_packages("test")))

    def test_each_purpose_holds_the_one_before(self):
        build, test, lint = (set(self.all_packages(purpose)) for purpose in ("build", "test", "lint"))
        self.assertIn("gcc", build)
        python = {"python3", *("python3-" + name for name in ["brotli", "html5lib", "hypothesis", "jsonschema", "yaml"])}
        self.assertEqual(test - build, {"git", "curl", "libcmocka-dev", "openssl", "sqlite3", "chromium-headless-shell", "hugo", "php-cli", "nodejs", "npm"} | python)
        self.assertEqual(lint - test, {"clang-format", "clang-tidy", "cppcheck"})
        self.assertTrue(build < test < lint)

    def test_installs_only_what_is_missing(self):
        packages = self.all_packages("build")
        packages[packages.index("cmake")] = "removed cmake"
        packages.remove("libzstd-dev")
        self.have(packages)
        run = self.run_it("build")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", "installing cmake libzstd-dev\n"))
        update, install = self.calls()
        self.assertRegex(update, "^noninteractive .* update$")
        self.assertRegex(install, "^noninteractive .* install --no-install-recommends cmake libzstd-dev$")

    def test_through_sudo(self):
        packages = self.all_packages("build")
        self.have(packages[1:])
        self.user(1000)
        self.script("sudo", SUDO)
        self.write("sudo.status", "0")
        self.assertEqual(self.run_it("build").returncode, 0)
        self.assertEqual([call.split()[:2] for call in self.calls()], [["sudo", "noninteractive"]] * 2)

    def test_sudo_that_wants_a_password_nobody_can_type(self):
        packages = self.all_packages("build")
        self.have(packages[1:])
        self.user(1000)
        self.script("sudo", SUDO)
        self.write("sudo.status", "1")
        run = self.run_it("build")
        sentence = "packages are missing; ask the administrator for: apt-get install --no-install-recommends " + packages[0]
        self.assertEqual((run.returncode, run.stderr, self.calls()), (1, f"tools/bootstrap: {sentence}\n", []))

    def test_apt_fails(self):
        packages = self.all_packages("build")
        self.have(packages[1:])
        self.write("apt-get.says", "Reading lists\nE: Unable to locate package\n")
        self.write("apt-get.status", "100")
        run = self.run_it("build")
        self.assertEqual(run.returncode, 1)
        heading, word, sentence = run.stderr.splitlines()
        self.assertEqual((heading, word), (f"installing {packages[0]}", "E: Unable to locate package"))
        self.assertIn(f"apt-get could not install {packages[0]};", sentence)

    def test_no_debian(self):
        (self.bin / "dpkg-query").unlink()
        run = self.run_it("build")
        self.assertEqual((run.returncode, self.calls()), (1, []))
        self.assertRegex(run.stderr, "^tools/bootstrap: this is no Debian system.* gcc .*\n$")

    def test_usage(self):
        for arguments in ((), ("everything",)):
            self.assertEqual(self.run_it(*arguments).returncode, 2)


if __name__ == "__main__":
    unittest.main()
