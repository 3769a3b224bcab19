import Testing

@Suite struct SizeRuleTests {
    @Test func refusesLineOver100Columns() {
        let text =
            "// " + String(repeating: "a", count: 97) + "\n// " + String(repeating: "b", count: 98)
        let file = SourceFile(path: "Sources/Plant/A.swift", text: text)
        #expect(
            SizeRules.wideLines(in: file) == [Complaint(file, line: 2, "101 columns, at most 100")])
    }

    @Test(arguments: [("func far()", "far"), ("init(a: Int)", "init"), ("var far: Int", "far")])
    func refusesFunctionOver60Lines(declaration: String, name: String) {
        let long = function(declaration, lines: 61)
        let file = SourceFile(path: "A.swift", text: "struct A {\n\(long)\n}")
        let found = SizeRules.longFunctions(in: file)
        #expect(found == [Excess(rule: .function, place: "A.swift:\(name)", size: 61)])
    }

    @Test func allowsFunctionOf60Lines() {
        let file = SourceFile(path: "A.swift", text: function("func far()", lines: 60))
        #expect(SizeRules.longFunctions(in: file).isEmpty)
    }

    @Test func countsNoFunctionWithoutBody() {
        let requirements = "protocol P {\n func a()\n func b(_: [Int], c: () -> Void)\n}\n"
        let scanned = FunctionScanner.functions(in: lines(requirements + "func c() {\n}"))
        #expect(scanned == [.init(name: "c", length: 2)])
    }

    @Test func isNotMisledByBracesInProse() {
        let text = #"""
            func a() {
                let brace = "{ \(b("}")) {"  // }
                /* { /* nested */ } } */
            }
            """#
        let file = SourceFile(path: "A.swift", text: text)
        #expect(FunctionScanner.functions(in: file.code) == [.init(name: "a", length: 4)])
    }

    @Test func refusesFileOver500Lines() {
        let allowed = SourceFile(path: "A.swift", text: String(repeating: "\n", count: 500))
        let refused = SourceFile(path: "B.swift", text: String(repeating: "\n", count: 501))
        #expect(
            SizeRules.longFiles([allowed, refused]) == [
                Excess(rule: .file, place: "B.swift", size: 501)
            ])
    }

    @Test func refusesFolderOver15Files() {
        let files = (1...31).map { number in
            SourceFile(path: "\(number <= 15 ? "A" : "B")/\(number).swift", text: "")
        }
        #expect(SizeRules.fullFolders(files) == [Excess(rule: .folder, place: "B", size: 16)])
    }

    private func function(_ declaration: String, lines: Int) -> String {
        declaration + " {\n" + String(repeating: "    work()\n", count: lines - 2) + "}"
    }

    private func lines(_ text: String) -> [String] {
        SourceFile(path: "A.swift", text: text).code
    }
}

@Suite struct RatchetTests {
    private let long = Excess(rule: .file, place: "A.swift", size: 620)

    @Test func letsThroughWhatIsListed() {
        #expect(judge("# why\nfile A.swift 620").isEmpty)
    }

    @Test func refusesWhatIsNotListed() {
        #expect(judge("").map(\.message) == ["file too large: 620"])
    }

    @Test func refusesWhatHasGrown() {
        #expect(judge("file A.swift 619").map(\.message) == ["file too large: 620"])
    }

    @Test func asksToShrinkTheEntryWithItsPlace() {
        #expect(judge("file A.swift 621").map(\.message) == ["`A.swift` has shrunk: write 620"])
    }

    @Test func refusesEntryNoLongerNeeded() {
        let messages = judge("file A.swift 620\nfile B.swift 700").map(\.message)
        #expect(messages == ["`B.swift` is no longer needed: delete the entry"])
    }

    @Test func refusesEntryOfUnknownForm() {
        let messages = judge("file A.swift 620\nmodule A 3").map(\.message)
        #expect(messages == ["expected `function|file|folder PLACE SIZE`"])
    }

    private func judge(_ list: String) -> [Complaint] {
        Ratchet(SourceFile(path: "ratchet.txt", text: list)).judge([long])
    }
}
