internal import Plant
internal import Sealing

// Reports as their sealed bytes have them.

extension SealJSON {
    /// Whether it is a document; else it is the report of a line.
    var isDocument: Bool { self["document_version"] != nil }

    /// The tables of a document, those of charts included.
    var tables: [SealJSON] {
        elements("sections").flatMap { $0.elements("blocks") }.compactMap { $0["table"] }
    }

    /// Its stable name; empty where it has none.
    var id: String { self["id"]?.string ?? "" }

    /// What names it as an element of a list in the report of a line.
    var nameInList: String? {
        self["product"]?.string ?? self["type"]?.string ?? self["code"]?.string
    }
}

extension LocalizedText {
    /// A text of both languages; nil where it is none.
    init?(_ json: SealJSON) {
        guard let english = json["en"]?.string, let chinese = json["zh-Hant"]?.string else {
            return nil
        }
        self.init(english: english, traditionalChinese: chinese)
    }
}
