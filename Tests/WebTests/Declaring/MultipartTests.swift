import Testing

@testable import Web

/// Forms with files are read as browsers send them, and nothing else.
@Suite struct MultipartTests {
    private static let type = "multipart/form-data; boundary=----b"

    private func body(_ parts: String...) -> String {
        parts.map { "------b\r\n\($0)\r\n" }.joined() + "------b--\r\n"
    }

    private func part(_ names: String, _ content: String) -> String {
        "Content-Disposition: form-data; \(names)\r\n\r\n\(content)"
    }

    private func read(_ body: String, type: String = type) throws(WebError) -> MultipartForm {
        try MultipartForm.read(Array(body.utf8), type: type)
    }

    @Test func readsFieldsAndFiles() throws {
        let form = try read(
            body(
                part("name=\"kind\"", "sales"), part("name=\"why\"", ""),
                part(
                    "name=\"file\"; filename=\"售 %22.csv\"",
                    "a,b\r\n--not the end\r\n-----b is not, either"),
                part("name=\"evidence\"; filename=\"\"", "")))
        #expect(form.fields == ["kind": "sales", "why": ""])
        #expect(form.filledFields == ["kind": "sales"])
        #expect(form.files.map(\.name) == ["售 \".csv"])
        #expect(form.files.map(\.field) == ["file"])
        #expect(form.files[0].bytes == Array("a,b\r\n--not the end\r\n-----b is not, either".utf8))
    }

    @Test func readsEveryBoundary() throws {
        let text = body(part("name=\"a\"", "1"))
        let types = [
            "multipart/form-data; boundary=\"----b\"",
            "multipart/form-data; charset=utf-8; Boundary=----b ",
        ]
        for type in types { #expect(try read(text, type: type).fields == ["a": "1"]) }
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=----c",
            "multipart/form-data; boundary=\(String(repeating: "b", count: 71))",
        ] {
            #expect(throws: WebError.self) { try read(text, type: type) }
        }
    }

    @Test func refusesAFieldTwiceAndWhatIsCut() throws {
        #expect(throws: WebError.self) {
            try read(body(part("name=\"a\"", "1"), part("name=\"a\"", "2")))
        }
        let text = Array(body(part("name=\"a\"; filename=\"f\"", "1\r\n2")).utf8)
        for end in 0..<(text.count - 2) {
            #expect(throws: WebError.self) {
                try MultipartForm.read(Array(text[..<end]), type: Self.type)
            }
        }
        #expect(throws: WebError.self) {
            try MultipartForm.read(text + [0], type: Self.type)
        }
    }

    @Test(arguments: [
        "name=a", "name=\"a\" x", "filename=\"f\"", "name=\"a\"; name=\"b\"", "name=\"a",
    ])
    func refusesADisposition(names: String) {
        #expect(throws: WebError.self) { try read(body(part(names, "1"))) }
    }

    @Test func hasLimits() throws {
        let most = MultipartForm.partLimit
        func many(_ count: Int) -> String {
            (0..<count).map { "------b\r\n\(part("name=\"f\($0)\"", "1"))\r\n" }.joined()
                + "------b--\r\n"
        }
        #expect(try read(many(most)).fields.count == most)
        #expect(throws: WebError.self) { try read(many(most + 1)) }
        let long = String(repeating: "x", count: MultipartForm.fieldLimit)
        #expect(try read(body(part("name=\"a\"", long))).fields["a"] == long)
        #expect(throws: WebError.self) { try read(body(part("name=\"a\"", long + "x"))) }
    }
}
