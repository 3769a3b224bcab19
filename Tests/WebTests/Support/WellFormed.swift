import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What is wrong with a page as XML, or nil; collects identifiers and looks for what the policy
/// forbids.
final class PageCheck: NSObject, XMLParserDelegate {
    private(set) var complaints: [String] = []
    private(set) var text = ""
    private var identifiers: Set<String> = []

    init(_ page: String) {
        super.init()
        let body = page.replacingOccurrences(of: "<!DOCTYPE html>\n", with: "")
        let parser = XMLParser(data: Data(body.utf8))
        parser.delegate = self
        if !parser.parse() { complaints.append("\(String(describing: parser.parserError))") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        if attributes["style"] != nil { complaints.append("<\(name)> has a style") }
        for key in attributes.keys where key.hasPrefix("on") {
            complaints.append("<\(name)> has \(key)")
        }
        if name == "script", attributes["src"] == nil { complaints.append("an inline script") }
        for address in [attributes["href"], attributes["src"]].compactMap({ $0 })
        where !address.hasPrefix("/") && !address.hasPrefix("#") {
            complaints.append("an address elsewhere: \(address)")
        }
        guard let id = attributes["id"] else { return }
        if !identifiers.insert(id).inserted { complaints.append("\(id) stands twice") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
