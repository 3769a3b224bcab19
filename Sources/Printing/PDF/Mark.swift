internal import Reporting

/// One step of drawing a page: points from its top left corner.
enum Mark {
    /// A part of the document's structure begins.
    case begin(Element)
    /// It ends.
    case end(Element)
    case text(TextBlock, line: Int, x: Double, y: Double)
    case fill(Rectangle, Colour)
    case line(Stroke)
    case dot(Place, radius: Double, Colour)
    /// An entry of the outline.
    case outline(String, level: Int, y: Double)
    /// Where links lead.
    case anchor(String, Place)
    /// What is clicked to get there.
    case link(Rectangle, to: String)
    case endLink
}

/// A part of a document's structure, for who reads it by ear.
struct Element: Hashable {
    enum Kind: String {
        case document = "Document"
        case section = "Sect"
        case title = "H1"
        case heading = "H2"
        case subheading = "H3"
        case paragraph = "P"
        case table = "Table"
        case row = "TR"
        case head = "TH"
        case cell = "TD"
        case figure = "Figure"
    }

    var kind: Kind
    /// What a figure shows.
    var alternative: String?
    /// Of what a head cell is the head: `Row` or `Column`.
    var scope: String?
    /// Its language, where it is in one.
    var language: Language?

    init(
        _ kind: Kind, alternative: String? = nil, scope: String? = nil, language: Language? = nil
    ) {
        self.kind = kind
        self.alternative = alternative
        self.scope = scope
        self.language = language
    }
}

struct Place: Hashable {
    var x: Double
    var y: Double
}

struct Rectangle: Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// Straight lines from place to place.
struct Stroke {
    var places: [Place]
    var width: Double
    var colour: Colour
    var dash: [Double] = []
}
