internal import Plant
internal import Sealing

extension KeyRing {
    /// Why a record of a key is not taken, and what to do, in both languages.
    func told(_ fault: Fault, of signed: SignedText) -> String {
        let words =
            switch fault {
            case .signer: refusedSigner(KeyRecord(signed.text)?.signer)
            case .event:
                LocalizedText(
                    english: "the key is recorded or revoked already (`lineside key list`)",
                    traditionalChinese: "該金鑰已有記錄，或已經撤銷（`lineside key list`）")
            case .chain:
                LocalizedText(
                    english: "another record of a key came in between: try again",
                    traditionalChinese: "其間有另一項金鑰記錄：請再試一次")
            case .time:
                LocalizedText(
                    english: "this machine's clock is before the newest record of a key: set it",
                    traditionalChinese: "本機時鐘早於最新的金鑰記錄：請校正時鐘")
            case .unreadable, .signature:
                LocalizedText(
                    english: "the record of the key is damaged, or not signed by its signer",
                    traditionalChinese: "金鑰記錄已損壞，或並非由所列簽署者簽署")
            }
        return "\(words.english)\n\(words.traditionalChinese)"
    }

    private func refusedSigner(_ id: Digest?) -> LocalizedText {
        let name = id.map { String($0.hex.prefix(16)) } ?? ""
        guard let standing = id.flatMap({ standing(of: $0) }), let until = standing.until else {
            return LocalizedText(
                english:
                    "the key \(name) is none of this data folder's (`lineside key list`): give "
                    + "the file of one that counts",
                traditionalChinese: "金鑰 \(name) 不屬此資料夾（`lineside key list`）：請用現行金鑰的檔案")
        }
        let current = keys.last { $0.until == nil }.map { String($0.key.id.hex.prefix(16)) }
        let help =
            current.map {
                LocalizedText(
                    english: "give the file of the key that counts, \($0)",
                    traditionalChinese: "請用現行金鑰 \($0) 的檔案")
            }
            ?? LocalizedText(
                english: "none counts any more: make one with `lineside key make`",
                traditionalChinese: "已沒有現行金鑰：請以 `lineside key make` 製作")
        return standing.isRevoked
            ? LocalizedText(
                english: "the key \(name) was revoked and counts for nothing since \(until.text): "
                    + help.english,
                traditionalChinese: "金鑰 \(name) 已撤銷，自 \(until.text) 起失效："
                    + help.traditionalChinese)
            : LocalizedText(
                english: "the key \(name) was replaced by another on \(until.text): "
                    + help.english,
                traditionalChinese: "金鑰 \(name) 已於 \(until.text) 由另一金鑰取代："
                    + help.traditionalChinese)
    }

    /// Why no key is revoked from an instant on that is to come.
    static func told(future since: Instant, now: Instant) -> String {
        "--since \(since.text) is to come, it is \(now.text): a key is revoked from an instant on "
            + "that is over; leave --since out, or revoke it then\n"
            + "--since \(since.text) 尚未到，現為 \(now.text)：金鑰只可由已過的時間起撤銷；請刪去 --since，"
            + "或屆時才撤銷"
    }
}
