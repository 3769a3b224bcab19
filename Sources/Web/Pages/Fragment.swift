/// A part of a page that can be replaced while the page is shown: an element with an identifier.
struct Fragment: Sendable {
    /// The element's identifier, unique in the page.
    let id: String
    /// The element.
    let html: HTML

    /// Makes a section.
    init(_ id: String, _ className: String = "", @HTMLBuilder content: () -> HTML) {
        self.id = id
        html = HTML("section", ["id": id, "class": className.isEmpty ? nil : className]) {
            content()
        }
    }
}
