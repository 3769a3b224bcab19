import Sealing
import Testing

/// A manifest has one text, and no other text is one.
@Suite struct ManifestTests {
    private let key = Example.key(1)

    @Test func readsWhatItWrites() throws {
        for number in Int64(1)...2 {
            let previous = number == 1 ? nil : Example.signed([1], key)
            let manifest = Example.manifest(number, after: previous, key: key, day: 3)
            #expect(Manifest(manifest.bytes) == manifest)
        }
    }

    /// Seals of the first layout were made of lines of one lane.
    @Test func keepsTheFirstLayout() throws {
        var manifest = Example.manifest(
            1, after: nil, key: key, day: 3, format: Manifest.formats[0])
        let text = String(decoding: manifest.bytes, as: UTF8.self)
        #expect(text.contains("\"journal\":{\"first_record\":1,\"lane\":\"b\",\"last_record\":9}"))
        #expect(Manifest(manifest.bytes) == manifest)
        manifest.journals += [Manifest.JournalSpan(lane: "c", first: 1, last: 2)]
        #expect(Manifest(manifest.bytes) != manifest)
    }

    @Test func namesTheJournalOfEveryLane() throws {
        var manifest = Example.manifest(1, after: nil, key: key, day: 3)
        manifest.journals += [Manifest.JournalSpan(lane: "c", first: nil, last: 2)]
        let read = try #require(Manifest(manifest.bytes))
        #expect(read.journals.map(\.lane) == ["b", "c"])
        #expect(read.journals.map(\.first) == [1, nil])
    }

    @Test(arguments: Manifest.formats)
    func refusesEveryOtherText(format: String) throws {
        let bytes = Example.manifest(1, after: nil, key: key, day: 3, format: format).bytes
        #expect(Manifest(bytes + [0x0A]) == nil)
        #expect(Manifest([0x20] + bytes) == nil)
        let text = String(decoding: bytes, as: UTF8.self)
        for (old, new) in [
            ("\"number\":1", "\"number\":01"), ("\"number\":1", "\"number\":1,\"more\":1"),
            (format, "lineside seal 3"),
            (format, format == "lineside seal 1" ? "lineside seal 2" : "lineside seal 1"),
            ("\"period\"", "\"perioD\""),
            ("T00:00:00Z", "T00:00:00+08:00"),
        ] {
            #expect(text.contains(old))
            let changed = text.split(separator: old, maxSplits: 1).joined(separator: new)
            #expect(Manifest(Array(changed.utf8)) == nil)
        }
    }

    @Test func claimsEveryMemberButThoseOfTheTree() throws {
        let manifest = Example.manifest(1, after: nil, key: key, day: 3)
        let names = manifest.claims.map { $0.name.dropFirst(6) }
        #expect(
            names == [
                "definitions", "format", "journal", "key", "last_change", "last_correction", "line",
                "made_at", "number", "period", "plant", "previous", "project", "report", "software",
                "span",
            ])
        var other = manifest
        other.software = "lineside 1"
        #expect(
            zip(manifest.claims, other.claims).filter { $0 != $1 }.map(\.0.name) == [
                "claim software"
            ])
    }

    @Test(arguments: ["2026-03-02T08:00:00", "2026-3-02T08:00:00Z", "2026-03-02 08:00:00Z", ""])
    func refusesInstants(_ text: String) { #expect(Instant(text) == nil) }
}
