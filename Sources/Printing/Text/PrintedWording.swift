internal import Plant
internal import Reporting

/// The words and figures of a document in the languages that are printed.
struct PrintedWording {
    let languages: DocumentLanguages
    private let phrasings: [Phrasing]

    init(_ languages: DocumentLanguages, timeZone: String) {
        self.languages = languages
        phrasings = languages.all.map { Phrasing($0, timeZone: timeZone) }
    }

    /// A text, a line a language.
    func callAsFunction(_ text: LocalizedText) -> String {
        languages.wordings(text).joined(separator: "\n")
    }

    /// A text on one line.
    func line(_ text: LocalizedText) -> String {
        languages.wordings(text).joined(separator: " ")
    }

    /// The wordings of a text, each with its language; nil where it is the same in both.
    func each(_ text: LocalizedText) -> [(String, Language?)] {
        let wordings = languages.wordings(text)
        let isOne = wordings.count < languages.all.count
        return zip(wordings, languages.all).map { ($0, isOne ? nil : $1) }
    }

    /// A text in the language of what stands beside it.
    func line(_ text: LocalizedText, _ language: Language?) -> String {
        language.map { $0(text) } ?? line(text)
    }

    func callAsFunction(_ term: DocumentTerm) -> String { self(term.wording) }
    func line(_ term: DocumentTerm) -> String { line(term.wording) }

    /// A value; a number once, with its unit in every language.
    func callAsFunction(_ value: Document.Value) -> String {
        guard languages == .both, let english = phrasings.last else { return phrasings[0](value) }
        switch value {
        case .text(let text): return self(text)
        case .none(let reason): return "\(Phrasing.dash)\n" + self(reason)
        case .count(let millionths, let unit):
            let number = english.number(Ratio(Int128(millionths), 1_000_000), digits: unit.digits)
            return [number, line(unit.name(of: millionths))].filter { !$0.isEmpty }.joined(
                separator: " ")
        case .money, .ratio, .date, .duration: return english(value)
        }
    }

    /// Named lines, told by each language: names together, texts together where they differ.
    func lines(
        _ told: (Phrasing) -> [(name: String, text: String)]
    ) -> [(name: String, text: String)] {
        let told = phrasings.map(told)
        return told[0].indices.map { place in
            (
                unique(told.map { $0[place].name }, " "), unique(told.map { $0[place].text }, "\n")
            )
        }
    }

    /// The number of a tick of an axis.
    func tick(_ tick: Ratio, of value: Document.Value?) -> String {
        phrasings[phrasings.count - 1].tick(tick, of: value)
    }

    /// The unit of an axis.
    func axisUnit(_ value: Document.Value?) -> String {
        unique(phrasings.map { $0.axisUnit(value) }, " ")
    }

    /// What stands below a chart that has no room for all names of its rows.
    func named(oneIn step: Int) -> String {
        phrasings.map { $0.named(oneIn: step) }.joined(separator: "\n")
    }

    /// Period and version, as they stand on every page.
    func standing(_ metadata: Document.Metadata) -> String {
        phrasings.map { phrasing in
            [metadata.period.map(phrasing.period), phrasing.version(metadata)]
                .compactMap(\.self).joined(separator: " · ")
        }.joined(separator: " / ")
    }

    /// `第 1 頁，共 3 頁 / page 1 of 3`.
    func page(_ number: Int, of count: Int) -> String {
        phrasings.map { $0.pick("page \(number) of \(count)", "第 \(number) 頁，共 \(count) 頁") }
            .joined(separator: " / ")
    }

    private func unique(_ texts: [String], _ separator: String) -> String {
        // `99.2%` and `99.2 %` are one.
        var seen: Set<String> = []
        return texts.filter { seen.insert($0.filter { $0 != " " }).inserted }
            .joined(separator: separator)
    }
}
