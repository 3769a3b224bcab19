import Testing

extension MistakeTests {
    /// Texts that are no plant file.
    // swift-format-ignore
    static let document: [Mistake] = [
        Mistake(
            Mistake.right,
            "",
            "1:1: error: the file is empty; a plant file begins with \"version: 1\""),
        Mistake(
            "version: 1",
            "version: 2",
            "1:10: error: \"2\" is not a version that can be read; "
                + "expected 1; a newer lineside reads newer files"),
        Mistake(
            "version: 1\n",
            "",
            "1:1: error: a plant file lacks the key \"version\"; expected \"version: 1\""),
        Mistake(
            "version: 1\nplant:",
            "version: 1\nplant: [1",
            "3:5: error: this is not YAML: while parsing a flow sequence from line 2, did not find expected ',' or ']'"),
        Mistake(
            "  id: tko",
            "  id: tko\n  id: tka",
            "4:3: error: the key \"id\" stands twice; it stands in line 3 already"),
        Mistake(
            "    url: mqtts://broker:8883\n    client_id: lineside",
            "    url: mqtts://broker:8883\n    client_id: lineside\n    url: mqtt://other\n    client_id: two",
            "12:5: error: the key \"url\" stands twice; it stands in line 10 already",
            "13:5: error: the key \"client_id\" stands twice; it stands in line 11 already",
            "16:5: error: \"certificate_file\" needs an encrypted connection; expected an url that begins with mqtts://",
            "17:5: error: \"key_file\" needs an encrypted connection; expected an url that begins with mqtts://"),
        Mistake(
            "  id: tko",
            "\tid: tko",
            "3:1: error: this is not YAML: a tab stands where spaces should; YAML is indented by spaces; tabs are not allowed"),
        Mistake(
            "brokers:",
            "broker:",
            "8:1: error: a plant file has no key \"broker\"; did you mean \"brokers\"?",
            "31:13: error: there is no broker \"floor\"; none is declared"),
        Mistake(
            "  id: tko",
            "  id: [tko]",
            "3:7: error: expected an identifier, not a list"),
        Mistake(
            "  id: tko",
            "  id:",
            "3:6: error: expected an identifier, not nothing"),
        Mistake(
            "  id: tko",
            "  id: *anchor",
            "3:7: error: this is not YAML: found undefined alias"),
        Mistake(
            "plant:\n  id: tko",
            "plant:\n  ? [a]\n  : b\n  id: tko",
            "3:5: error: a key is a word, not a list"),
        Mistake(
            "version: 1",
            "---\nversion: 1\n---\nversion: 1",
            "3:1: error: this is not YAML: expected a single document in the stream from line 1, but found another document"),
    ]
}
