import Testing

@Suite struct WordRuleTests {
    @Test(arguments: [
        "// FIX" + "ME: later", "// TO" + "DO later", "// X" + "XX", "/// A Place" + "holder.",
        "fatal" + "Error(\"not implemented\")", "let path = \"/wo" + "rk/main\"",
        "cd /tm" + "p/h/a", "see /ro" + "ot/notes", "pip from pypi.or" + "g",
        "deb http://deb.debian.or" + "g/debian",
    ])
    func refusesWordAnywhere(line: String) {
        #expect(WordRules.bannedWords(in: library("let a = 1\n" + line)).map(\.line) == [2])
        let script = SourceFile(path: "scripts/setup", text: line)
        #expect(WordRules.bannedWords(in: script).count == 1)
    }

    @Test(arguments: [
        "// the todo of a shift", "<input place" + "holder=\"Line\">", "/usr/wo" + "rk/a",
        "frame/wo" + "rk/a", "wo" + "rk/main", "placeholders(3)",
    ])
    func allowsWordOfAnotherMeaning(line: String) {
        #expect(WordRules.bannedWords(in: library(line)).isEmpty)
    }

    @Test func refusesPrintInLibrary() {
        #expect(WordRules.bannedWords(in: library("    prin" + "t(a)")).count == 1)
        #expect(WordRules.bannedWords(in: library("    debugPrin" + "t(a)")).count == 1)
    }

    @Test func allowsPrintInCommandAndInProse() {
        let line = "    prin" + "t(a)"
        let command = SourceFile(path: "Sources/Lineside/Run.swift", text: line)
        #expect(WordRules.bannedWords(in: command).isEmpty)
        #expect(WordRules.bannedWords(in: library("//" + line)).isEmpty)
    }

    @Test(arguments: ["final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1"])
    func refusesOptOutWithoutReason(declaration: String) {
        let text = "// Fast.\n\(declaration)"
        #expect(WordRules.missingReasons(in: library(text)).map(\.line) == [2])
    }

    @Test func refusesReasonThatIsNotDirectlyAbove() {
        let text = "// @unchecked because one thread.\n\nfinal class A: @unchecked Sendable {}"
        #expect(WordRules.missingReasons(in: library(text)).map(\.line) == [3])
    }

    @Test(arguments: [
        "// @unchecked because one thread.\nfinal class A: @unchecked Sendable {}",
        "// unsafe because of C.\n// More.\n@usableFromInline\nnonisolated(unsafe) var a = 1",
    ])
    func allowsOptOutWithReason(text: String) {
        #expect(WordRules.missingReasons(in: library(text)).isEmpty)
    }

    private func library(_ text: String) -> SourceFile {
        SourceFile(path: "Sources/Plant/A.swift", text: text)
    }
}
