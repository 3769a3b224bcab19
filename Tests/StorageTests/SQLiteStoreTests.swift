import Foundation
import GRDB
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// The store in one SQLite file does what every store must, and refuses what it does not know.
@Suite struct SQLiteStoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/facts.sqlite" }
    private var conformance: StoreConformance {
        let path = path
        return StoreConformance { try SQLiteStore(path: path) }
    }

    init() throws { folder = try TemporaryFolder() }

    @Test func resumesWhereItStopped() throws { try conformance.resumesWhereItStopped() }
    @Test func resumesTheWorkUnitsOfARenamedBroker() throws {
        try conformance.resumesTheWorkUnitsOfARenamedBroker()
    }
    @Test func replacesWhatIsKnownLater() throws { try conformance.replacesWhatIsKnownLater() }
    @Test func givesWhatLiesAroundASpan() throws { try conformance.givesWhatLiesAroundASpan() }
    @Test func knowsNothingOfAnotherUnit() throws { try conformance.knowsNothingOfAnotherUnit() }
    @Test func keepsNamesWhenTheirOrderChanges() throws {
        try conformance.keepsNamesWhenTheirOrderChanges()
    }
    @Test func addsQuarantineUp() throws { try conformance.addsQuarantineUp() }
    @Test func forgetsWhatALaneMade() throws { try conformance.forgetsWhatALaneMade() }
    @Test func releasesWhatWasDecodedAfterAll() throws {
        try conformance.releasesWhatWasDecodedAfterAll()
    }
    @Test func keepsAddedFindings() throws { try conformance.keepsAddedFindings() }
    @Test func keepsTheLiveEdgeBesideALateSample() throws {
        try conformance.keepsTheLiveEdgeBesideALateSample()
    }
    @Test func addsMinutesUp() throws { try conformance.addsMinutesUp() }
    @Test func addsAgesUp() throws { try conformance.addsAgesUp() }
    @Test func keepsTheLatestVerdictOfACommand() throws {
        try conformance.keepsTheLatestVerdictOfACommand()
    }
    @Test func keepsFindingsInOrder() throws { try conformance.keepsFindingsInOrder() }
    @Test func keepsTopicsAndCheckpointsThatDidNotChange() throws {
        try conformance.keepsTopicsAndCheckpointsThatDidNotChange()
    }

    @Test func keepsWhatIsSettledAndWhatCameLate() throws {
        try conformance.keepsWhatIsSettledAndWhatCameLate()
    }
    @Test func forgetsWhatIsSettledForLong() throws {
        try conformance.forgetsWhatIsSettledForLong()
    }
    @Test func keepsWhatIsSettledWhereTheClockStoodAhead() throws {
        try conformance.keepsWhatIsSettledWhereTheClockStoodAhead()
    }
    @Test func supersedesOnce() throws { try conformance.supersedesOnce() }
    @Test func storesAPatchWhole() throws { try conformance.storesAPatchWhole() }
    @Test func keepsCorrectionsAsTheyWereSaid() throws {
        try conformance.keepsCorrectionsAsTheyWereSaid()
    }
    @Test func tellsTheSecondSpeakerOfTheFirst() throws {
        try conformance.tellsTheSecondSpeakerOfTheFirst()
    }
    @Test func findsWhatBecameOfACorrection() throws {
        try conformance.findsWhatBecameOfACorrection()
    }
    @Test func keepsCorrectionsThroughAReset() throws {
        try conformance.keepsCorrectionsThroughAReset()
    }

    @Test func keepsRecordsWithTheirFiles() throws { try conformance.keepsRecordsWithTheirFiles() }
    @Test func givesRecordsAsOfAnInstant() throws { try conformance.givesRecordsAsOfAnInstant() }
    @Test func refusesARecordThatOvertakesAnother() throws {
        try conformance.refusesARecordThatOvertakesAnother()
    }

    @Test func refusesTheFileOfANewerVersion() throws {
        _ = try SQLiteStore(path: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999')") }
        try queue.close()
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.code == .newerVersion)
    }

    @Test func refusesAFileThatIsNoDatabase() throws {
        try Data("this is not a database, and long enough to be looked at".utf8)
            .write(to: URL(filePath: path))
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.code == .broken)
    }

    @Test func rollsATransactionBackThatFails() throws {
        let store = try SQLiteStore(path: path)
        var lane = HandLane(try Fixtures.plant(), store)
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10)
        let before = try store.lanes()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER full BEFORE UPDATE ON lane
                    BEGIN SELECT RAISE(ABORT, 'no more'); END
                    """)
        }
        lane.state("a", .stopped, at: 11)
        #expect(throws: StoreError.self) { try lane.commit(at: 20) }
        #expect(try store.lanes() == before)
        let facts = try store.facts(
            unit: "l/a", over: Fixtures.span(0, 20), names: PlantNames(lane.plant))
        #expect(facts.conditions.last?.condition.state == .producing)
    }
}
