public import Plant
public import Sealing

extension SealFinding {
    /// The finding in a sentence of both languages.
    public var words: LocalizedText {
        let (english, chinese) = sentence
        let (more, mehr) = numbers
        return LocalizedText(english: english + more, traditionalChinese: chinese + mehr)
    }

    private var sentence: (String, String) {
        switch code {
        case .factChanged:
            ("this row is not as it was sealed: \(subject)", "此列事實與封存時不同：\(subject)")
        case .factAdded:
            ("this row was not sealed: \(subject)", "此列事實在封存時並不存在：\(subject)")
        case .factMissing where subject == "end":
            ("rows that were sealed are missing at the end", "末尾缺少已封存的事實")
        case .factMissing:
            (
                "a row that was sealed is missing before this one: \(subject)",
                "此列之前缺少一列已封存的事實：\(subject)"
            )
        case .factUnreadable:
            ("this row holds what no fact can hold: \(subject)", "此列含有事實不可能有的值：\(subject)")
        case .strayRows:
            (
                "the table \(subject) has rows that belong to nothing",
                "資料表 \(subject) 有不屬於任何設備的列"
            )
        case .declaredLine:
            ("this declared line is not as it was sealed: \(subject)", "此行申報資料與封存時不同：\(subject)")
        case .manifestField:
            (
                "the manifest's member is not what was sealed: \(subject)",
                "封存清單的欄位與封存內容不符：\(subject)"
            )
        case .leafList:
            (
                "the list of row hashes was changed; it tells no row any more",
                "各列雜湊值的清單已被更改，無法指出是哪一列"
            )
        case .evidenceChanged:
            ("this evidence is not as it was sealed: \(subject)", "此證據檔案與封存時不同：\(subject)")
        case .evidenceMissing:
            ("this evidence was sealed and is missing: \(subject)", "缺少已封存的證據檔案：\(subject)")
        case .evidenceAdded:
            ("this evidence was not sealed: \(subject)", "此證據檔案並未封存：\(subject)")
        default: otherSentence
        }
    }

    private var otherSentence: (String, String) {
        switch code {
        case .report:
            ("the report cannot be made again: \(subject)", "無法重新製作報告：\(subject)")
        case .keyRecord:
            ("the record of a key cannot stand: number \(subject)", "金鑰紀錄無效：第 \(subject) 項")
        case .chain:
            ("the chain is broken at seal \(subject)", "雜湊鏈在第 \(subject) 號封存處斷開")
        case .keyUnknown:
            (
                "seal \(subject) is signed with a key that nobody recorded",
                "第 \(subject) 號封存由未登記的金鑰簽署"
            )
        case .keyRevoked:
            (
                "seal \(subject) is signed with a key after that was revoked",
                "第 \(subject) 號封存在金鑰撤銷後簽署"
            )
        case .keyNotInForce:
            (
                "seal \(subject) is signed with a key that did not count then",
                "第 \(subject) 號封存由當時並非有效的金鑰簽署"
            )
        case .signature:
            ("the signature of seal \(subject) is not right", "第 \(subject) 號封存的簽署不正確")
        case .checkpoint:
            (
                "the checkpoint left elsewhere says otherwise: \(subject)",
                "另存他處的檢查點與此不符：\(subject)"
            )
        case .checkpointKey:
            (
                "the checkpoint of \(subject) is signed by a key that the pack does not know: it "
                    + "is of another log, or of a key that came after the pack",
                "\(subject) 的檢查點由證據包未載的金鑰簽署：檢查點屬另一雜湊鏈，或金鑰於證據包之後才啟用"
            )
        default: (code.rawValue, code.rawValue)
        }
    }

    /// What was sealed, what is found, and by how much they differ.
    private var numbers: (String, String) {
        var (english, chinese) = ("", "")
        if let sealed {
            english += "; sealed \(sealed)"
            chinese += "；封存為 \(sealed)"
        }
        if let found {
            english += "; found \(found)"
            chinese += "；現為 \(found)"
        }
        if let difference {
            english += "; by \(difference)"
            chinese += "；相差 \(difference)"
        }
        return (english, chinese)
    }
}
