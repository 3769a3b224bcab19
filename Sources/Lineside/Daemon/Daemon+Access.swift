import Access
import ArgumentParser
import Logging
import StorageSQLite
import Web

extension Daemon {
    /// Opens accounts and ledger.
    ///
    /// - Throws: exit code 78 where there is no user and the pages would be open to others than
    ///   this machine.
    func openAccess(_ folder: DataFolder) throws -> AccessDesk {
        let desk: AccessDesk
        do throws(AccessError) {
            desk = try AccessDesk(try SQLiteAccessBook(path: folder.accessPath), meter: meter)
        } catch {
            throw failure(Exit.inputOutput, error.description)
        }
        let isLocal = Loopback.contains(host)
        if desk.isOpen {
            guard isLocal else {
                throw failure(
                    Exit.badConfiguration,
                    "there is no user yet, and at \(host) anyone could see and correct: make one "
                        + "with `lineside user add`, or leave --host away")
            }
            logger.notice("no users yet: anyone on this machine can see and correct")
        } else if !isLocal {
            logger.warning(
                "passwords and cookies are not encrypted on their way: use a proxy with HTTPS",
                metadata: ["host": "\(host)"])
        }
        return desk
    }
}
