import Sealing
import Testing

/// JSON is read strictly and written in one way.
@Suite struct SealJSONTests {
    private func canonical(_ text: String) -> String? { SealJSON(Array(text.utf8))?.canonical }

    @Test func writesOneText() {
        #expect(
            canonical(
                #" { "b" : [1, -2.50, 1e3, true, null], "a":"\u00e9\/\ud83d\ude00\n\u0001" } "#)
                == #"{"a":"é/😀\n\u0001","b":[1,-2.50,1e3,true,null]}"#)
        #expect(canonical("[]") == "[]")
        #expect(canonical("{}") == "{}")
        // By UTF-16, as RFC 8785 has it.
        #expect(canonical(#"{"\ufb33":1,"😀":2}"#) == #"{"😀":2,"דּ":1}"#)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", "+1", "1e", "-", ".5",
        "\"\t\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\u12\"", "\"a", "nul", "1 2",
        "{a:1}", "[1 2]", "\u{FEFF}1",
    ]) func refuses(_ text: String) {
        #expect(canonical(text) == nil)
    }

    @Test func refusesWhatIsTooDeepOrNoText() {
        let deep = SealJSON.deepest
        #expect(
            canonical(String(repeating: "[", count: deep) + String(repeating: "]", count: deep))
                != nil)
        #expect(
            canonical(
                String(repeating: "[", count: deep + 1) + String(repeating: "]", count: deep + 1))
                == nil)
        #expect(SealJSON([0x22, 0xFF, 0x22]) == nil)
    }
}
