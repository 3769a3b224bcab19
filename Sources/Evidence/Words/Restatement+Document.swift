internal import Plant
public import Reporting
internal import Sealing
public import Telemetry

extension Restatement {
    /// The report as a document, headed by what of it is another now than was sealed.
    ///
    /// Where nothing is, it is the sealed report, as of the instant of its seal; else it is the
    /// restated one, and every value that was reported otherwise stands beside the one of now.
    ///
    /// - Parameters:
    ///   - instant: Up to when what was known is in a restated report.
    ///   - software: The program's name and version.
    /// - Returns: The document.
    public func document(asOf instant: Timestamp, software: String) -> Document {
        var document = report.document(
            asOf: isSame ? manifest.instant : instant, software: software)
        document.metadata.state = isSame ? .sealed : .restated
        if !isSame { document.metadata.edition += 1 }
        document.metadata.sealHash = hash.hex
        document.sections.insert(section, at: 0)
        return document
    }

    private var section: Document.Section {
        let (head, others) = (words[0], words.dropFirst())
        let verdict = Document.Notice(
            severity: isSame ? .information : .warning,
            code: isSame ? "as_reported" : "restated", text: head)
        return Document.Section(
            id: "seal",
            title: LocalizedText(english: "As it was sealed", traditionalChinese: "封存時的報告"),
            blocks: [.notice(verdict)] + others.map { .paragraph($0) })
    }
}
