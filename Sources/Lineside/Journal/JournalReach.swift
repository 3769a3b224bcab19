import Journal
import Plant
import Storage

extension DataFolder {
    /// Where the journals of a data folder begin; asks the folder each time.
    static func reach(of folder: String) -> JournalReach {
        { lane in
            // A segment that retention removes just now is none of the oldest any more.
            for _ in 0..<2 {
                if let header = try? JournalReader.oldest(in: folder + "/" + journalPrefix + lane) {
                    return JournalBeginning(record: header.number, received: header.receiveTime)
                }
            }
            return nil
        }
    }
}

extension Figures {
    /// Figures over the store and the journals of a data folder.
    init(plant: Plant, store: any Store, folder: String) {
        self.init(plant: plant, store: store, journals: DataFolder.reach(of: folder))
    }
}
