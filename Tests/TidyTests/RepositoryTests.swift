import Testing

/// The rules, held against the repository itself.
@Suite struct RepositoryTests {
    private let repository = Repository.here

    @Test func findsTheSources() {
        // A walk that finds nothing would let every rule pass.
        let paths = Set(repository.files.map(\.path))
        #expect(paths.contains("Package.swift"))
        #expect(paths.contains("Sources/Telemetry/Sample.swift"))
        #expect(paths.contains(Repository.ratchetPath))
        #expect(paths.contains(".ci/run"))
    }

    @Test func linesFitTheirWidth() {
        expectNone(repository.files.flatMap(SizeRules.wideLines))
    }

    @Test func nothingIsTooLargeOrNeedlesslyExcused() throws {
        let list = try #require(repository.files.first { $0.path == Repository.ratchetPath })
        let found =
            repository.files.flatMap(SizeRules.longFunctions)
            + SizeRules.longFiles(repository.files) + SizeRules.fullFolders(repository.files)
        expectNone(Ratchet(list).judge(found))
    }

    @Test func bannedWordsAreAbsent() {
        expectNone(repository.files.flatMap(WordRules.bannedWords))
    }

    @Test func everyOptOutOfCheckingHasItsReason() {
        expectNone(repository.files.flatMap(WordRules.missingReasons))
    }

    @Test func importsPointDownwards() {
        expectNone(repository.files.flatMap(ModuleRules.arrows))
    }

    @Test func pureModulesStayPure() {
        expectNone(repository.files.flatMap(ModuleRules.impurities))
    }

    @Test func unsafeCodeStaysInItsQuarantine() {
        expectNone(repository.files.flatMap(ModuleRules.unsafeCode))
    }

    @Test func linksOfDocumentsLeadSomewhere() {
        expectNone(
            repository.files.flatMap { DocumentRules.brokenLinks(in: $0, exists: repository.has) })
    }

    private func expectNone(
        _ complaints: [Complaint], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let list = complaints.map(\.description).joined(separator: "\n")
        #expect(complaints.isEmpty, "\n\(list)", sourceLocation: sourceLocation)
    }
}
