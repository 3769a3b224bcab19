internal import Benefits
internal import Foundation
internal import Plant
public import Reporting
public import Sealing
public import Telemetry

extension SealVerification {
    /// The report of the pack, made again from nothing but the pack, headed by what was found.
    ///
    /// It is as of the instant at which the seal was made, so the same pack gives the same document
    /// wherever and whenever it is made. Where the pack is not as it was sealed the document is no
    /// sealed one, and its title says that it is different.
    ///
    /// - Parameter software: The program's name and version.
    /// - Returns: Nil where the report cannot be made again.
    public func document(software: String) -> Document? {
        guard var document = bareDocument(software: software) else { return nil }
        document.sections.insert(section, at: 0)
        return document
    }

    /// The same without what verifying found.
    private func bareDocument(software: String) -> Document? {
        guard let report, let manifest else { return nil }
        var document = report.document(asOf: manifest.instant, software: software)
        if isSame {
            document.metadata.state = document.metadata.edition > 1 ? .restated : .sealed
            document.metadata.sealHash = Digest(of: manifest.bytes).hex
        } else {
            document.metadata.state = .draft
            let title = document.metadata.title
            let (english, chinese) =
                isUndecided
                ? ("UNDECIDED whether it was sealed", "未能判定是否已封存")
                : ("DIFFERENT from what was sealed", "與封存時不同")
            document.metadata.title = LocalizedText(
                english: "\(english): \(title.english)",
                traditionalChinese: "\(chinese)：\(title.traditionalChinese)")
        }
        return document
    }

    private var section: Document.Section {
        let different = LocalizedText(
            english: "DIFFERENT: the pack is not as it was sealed; this is no sealed report.",
            traditionalChinese: "不同：證據包與封存時不符；以下並非已封存的報告。")
        let verdict =
            isSame
            ? Document.Notice(severity: .information, code: "seal_same", text: verdict)
            : isUndecided
                ? Document.Notice(severity: .error, code: "seal_undecided", text: verdict)
                : Document.Notice(severity: .error, code: "seal_different", text: different)
        let notices = named.map {
            Document.Notice(severity: .error, code: $0.code, text: $0.words)
        }
        return Document.Section(
            id: "seal",
            title: LocalizedText(english: "Verification of the seal", traditionalChinese: "封存驗證"),
            blocks: ([verdict] + notices).map { .notice($0) }
                + (about + Self.notProved).map { .paragraph($0) })
    }

    /// The report made again, with what verifying found as its member `seal`; nil where it cannot
    /// be made again.
    ///
    /// A project's report says of itself what its page says; a line's is in its sealed form.
    public var reportJSON: JSON? {
        guard let report, let manifest, case .object(let sealed) = report.json else { return nil }
        var members = sealed
        if sealed.contains(where: { $0.0 == "document_version" }),
            case .object(let read)? = bareDocument(software: manifest.software)?.json
        {
            members = read
        }
        return .object(members + [("seal", json())])
    }
}

extension Manifest {
    /// When it was made; the end of its period where that is no instant.
    public var instant: Timestamp {
        guard let date = try? Date(madeAt.text, strategy: .iso8601) else {
            return Timestamp(nanoseconds: subject.span.upperBound)
        }
        return Timestamp(clampingSeconds: Int64(date.timeIntervalSince1970))
    }
}
