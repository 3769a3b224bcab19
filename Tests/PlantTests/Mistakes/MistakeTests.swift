import Plant
import Testing

@Suite struct MistakeTests {
    @Test func theRightFileHasNoMistakeAndNoWarning() throws {
        #expect(try Fixtures.read(Mistake.right).warnings == [])
    }

    @Test(arguments: document)
    func refusesWrongDocuments(_ mistake: Mistake) { mistake.check() }

    @Test(arguments: values)
    func refusesWrongValues(_ mistake: Mistake) { mistake.check() }

    @Test(arguments: calendars)
    func refusesWrongCalendars(_ mistake: Mistake) { mistake.check() }

    @Test(arguments: topology)
    func refusesWrongLines(_ mistake: Mistake) { mistake.check() }
}
