import Testing

@Suite struct ModuleRuleTests {
    @Test(arguments: [
        ("Telemetry", "import Plant"), ("Plant", "public import Production"),
        ("Journal", "@testable import Intake"), ("Storage", "import StorageSQLite"),
        ("Web", "import struct Lineside.Run"), ("StorageSQLite", "import StorageSQLite"),
    ])
    func refusesImportThatDoesNotPointDownwards(module: String, line: String) {
        #expect(ModuleRules.arrows(in: file(module, line)).map(\.line) == [1])
    }

    @Test(arguments: [
        ("Plant", "public import Telemetry"), ("Lineside", "import Web"), ("Web", "import NIOCore"),
        ("Telemetry", "// import Plant"), ("CMosquitto", "import Plant"),
    ])
    func allowsImportThatPointsDownwardsOrOut(module: String, line: String) {
        #expect(ModuleRules.arrows(in: file(module, line)).isEmpty)
    }

    @Test func refusesModuleWithoutPlace() {
        #expect(ModuleRules.arrows(in: file("Attic", "")).count == 1)
    }

    @Test(arguments: [
        ("Telemetry", "import Foundation"), ("LockFree", "public import Dispatch"),
        ("Production", "import Glibc"), ("Production", "let now = ContinuousClock.now"),
        ("Insight", "import struct Foundation.URL"),
    ])
    func refusesOutsideWorldInPureModule(module: String, line: String) {
        #expect(ModuleRules.impurities(in: file(module, line)).map(\.line) == [1])
    }

    @Test(arguments: [
        ("Plant", "import Foundation"), ("LockFree", "import Glibc"),
        ("Telemetry", "/// Not a ContinuousClock."),
    ])
    func allowsOutsideWorldElsewhere(module: String, line: String) {
        #expect(ModuleRules.impurities(in: file(module, line)).isEmpty)
    }

    @Test(arguments: ["unsafe read()", "let a: UnsafeMutableRawPointer"])
    func refusesUnsafeCodeOutsideItsQuarantine(line: String) {
        #expect(ModuleRules.unsafeCode(in: file("Production", line)).count == 1)
        let simulator = SourceFile(path: "simulators/plant/A.swift", text: line)
        #expect(ModuleRules.unsafeCode(in: simulator).count == 1)
    }

    @Test(arguments: ["LockFree", "Journal", "Intake", "StorageSQLite", "CMosquitto"])
    func allowsUnsafeCodeInItsQuarantine(module: String) {
        #expect(ModuleRules.unsafeCode(in: file(module, "unsafe read()")).isEmpty)
    }

    @Test(arguments: [
        "// an unsafe call", "let unsafeFlags = 1", "let text = \"unsafe\"",
        "nonisolated(unsafe) var a = 1",
    ])
    func allowsTheWordWhereItIsNotCode(line: String) {
        #expect(ModuleRules.unsafeCode(in: file("Production", line)).isEmpty)
    }

    private func file(_ module: String, _ text: String) -> SourceFile {
        SourceFile(path: "Sources/\(module)/A.swift", text: text)
    }
}

@Suite struct DocumentRuleTests {
    @Test func refusesLinkToMissingFile() {
        let text = "See [a](a.md), [b](../B/b.md#top) and [c](/C/c.swift)."
        let file = SourceFile(path: "docs/index.md", text: text)
        let found = DocumentRules.brokenLinks(in: file) { $0 == "docs/a.md" }
        #expect(
            found.map(\.message) == [
                "link to `../B/b.md`, which is not there",
                "link to `/C/c.swift`, which is not there",
            ])
    }

    @Test func allowsLinkOutOfTheRepositoryAndToHeading() {
        let text = "[a](https://example.org) [b](#top) [c](mailto:a@example.org)\n```\n[d](d)\n```"
        let file = SourceFile(path: "README.md", text: text)
        #expect(DocumentRules.brokenLinks(in: file) { _ in false }.isEmpty)
    }
}
