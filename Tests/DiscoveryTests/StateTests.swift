import Plant
import Telemetry
import Testing

@testable import Discovery

@Suite struct StateTests {
    @Test(arguments: [
        (["Execute", "Held", "Idle"], BuiltInStateTable.packml),
        (["ACTIVE", "INTERRUPTED", "READY"], .mtconnect), (["PRD", "SBY", "UDT"], .e10),
    ])
    func knowsBuiltInTables(words: [String], table: BuiltInStateTable) {
        var heard = Heard()
        heard.hear("hall/m1/state", words)
        guard case .state(.builtIn(let found))? = heard.signals["state"]?.meaning else {
            Issue.record("no built-in table")
            return
        }
        #expect(found == table)
    }

    @Test func knowsOurOwnWordsWithThoseThatWereNotHeard() {
        var heard = Heard()
        heard.hear("hall/m1/status", object("state", ["\"producing\"", "\"faulted\""]))
        guard case .state(.custom(let words))? = heard.signals["state"]?.meaning else {
            Issue.record("no map")
            return
        }
        #expect(words["blocked"] == .blocked && words.count == 7)
    }

    @Test func mapsWordsOfManyMachines() {
        var heard = Heard()
        heard.hear("hall/m1/status", ["RUN", "STOP", "ALARM", "RUN"])
        guard case .state(.custom(let words))? = heard.signals["state"]?.meaning else {
            Issue.record("no map")
            return
        }
        #expect(words == ["RUN": .producing, "STOP": .stopped, "ALARM": .faulted])
    }

    @Test func nameOfStateWinsOverItsNumber() {
        var heard = Heard()
        heard.hear("hall/m1/Status/StateCurrent", ["4", "6", "2"])
        heard.hear("hall/m1/Status/StateCurrentStr", ["Clearing", "Execute", "Stopped"])
        #expect(heard.signals["state"]?.topic == "hall/m1/Status/StateCurrentStr")
        #expect(heard.unplaced["hall/m1/Status/StateCurrent"] == .second("state"))
    }

    @Test func numberAloneIsDoubtful() {
        var heard = Heard()
        heard.hear("hall/m1/Status/StateCurrent", ["4", "6", "2"])
        let signal = heard.signals["state"]
        #expect(signal?.confidence ?? 100 < 50)
        #expect(signal?.why.contains(.numberingsDiffer) == true)
    }

    @Test func knowsRangesOfUnitedManufacturingHub() {
        var heard = Heard()
        heard.hear("hall/m1/data", object("state", [10_000, 40_000, 10_000]))
        guard case .state(.builtIn(.umh))? = heard.signals["state"]?.meaning else {
            Issue.record("not umh")
            return
        }
    }

    @Test(arguments: [
        ("hall/m1/door", ["open", "closed", "open"]), ("hall/m1/verdict", ["good", "bad"]),
        ("hall/m1/state", ["A7", "B9", "C1"]), ("hall/m1/colour", ["red", "green"]),
    ])
    func otherWordsAreNoState(topic: String, words: [String]) {
        var heard = Heard()
        heard.hear("hall/m1/total", rising.map(String.init))
        heard.hear(topic, words)
        #expect(heard.signals["state"] == nil)
        #expect(heard.unplaced[topic] == .unknownName)
    }

    @Test func modeIsNotState() {
        let heard = Heard.beside("hall/m1/mode", ["AUTOMATIC", "MANUAL"])
        guard case .mode(let words)? = heard.signals["mode"]?.meaning else {
            Issue.record("no mode")
            return
        }
        #expect(words == ["AUTOMATIC": .production, "MANUAL": .manual])
    }
}
