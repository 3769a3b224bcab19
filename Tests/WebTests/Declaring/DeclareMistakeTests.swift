import Benefits
import Foundation
import Plant
import Reporting
import Testing

@testable import Web

/// What is wrong with a declared file is said on its page in the page's language, to the character.
@Suite struct DeclareMistakeTests {
    private static let head =
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"

    /// The lines of the notice, without their tags.
    private func notice(_ error: DeclarationError, _ language: Language) throws -> [String] {
        let plant = try MaskPlant.read()
        let project = try SmallProject.read()
        var page = DeclarePage(
            wording: Wording(language, plant), project: project, entries: [], token: "t")
        page.problem = .refused(error)
        let text = page.page
        let start = try #require(text.range(of: "id=\"refused\""))
        let end = try #require(text[start.upperBound...].range(of: "</ul>"))
        return text[start.upperBound..<end.lowerBound].matches(of: /<(?:p|li)>([^<]*)</).map {
            String($0.output.1).replacing("&quot;", with: "\"")
        }
    }

    private func error(_ kind: DeclaredKind, _ text: String) throws -> DeclarationError {
        let source = DeclaredSource(name: "sales.csv", bytes: Array(text.utf8))
        let error = #expect(throws: DeclaredError.self) {
            try DeclaredRows.read(kind, source, plant: MaskPlant.read())
        }
        return DeclarationError(.malformedFile, mistakes: error?.mistakes ?? [])
    }

    @Test func everyMistakeHasItsPlaceAndBothLanguages() throws {
        let found = try error(
            .sales,
            Self.head + "\nmask-l9,2023-01-01,2023-12-31,0,1,000,2,3,4\n"
                + "soup,2023-02-30,2023-12-31,0,-1,2,3,4.005\n")
        #expect(
            try notice(found, .english) == [
                "The file has mistakes; nothing of it was recorded.",
                "sales.csv:2:43: error: expected 8 fields, found 9; "
                    + "a number has no thousands separators",
                "sales.csv:3:1: error: the plant has no product \"soup\"; declared: mask",
                "sales.csv:3:6: error: expected a date as 2026-03-31, found \"2023-02-30\"; "
                    + "there is no such day from 2000 to 2199",
                "sales.csv:3:30: error: expected a whole number of pieces, found \"-1\"; "
                    + "it must not be negative",
                "sales.csv:3:37: error: expected an amount in HK$ with at most 2 decimals, "
                    + "found \"4.005\"; it has too many decimals",
            ])
        #expect(
            try notice(found, .traditionalChinese) == [
                "檔案有誤，未有記錄任何內容。",
                "sales.csv 第 2 行第 43 個字元：應有 8 欄，現有 9 欄；數字不加千位分隔符號",
                "sales.csv 第 3 行第 1 個字元：廠房沒有產品「soup」；已設定：mask",
                "sales.csv 第 3 行第 6 個字元：應為日期（如 2026-03-31），現為「2023-02-30」；"
                    + "2000 至 2199 年間沒有這一日",
                "sales.csv 第 3 行第 30 個字元：應為整數件數，現為「-1」；不可為負數",
                "sales.csv 第 3 行第 37 個字元：應為最多兩位小數的港元金額，現為「4.005」；小數位過多",
            ])
    }

    @Test func whatIsWrongBesideTheRowsIsInThePagesLanguage() throws {
        let there = DeclarationError(
            .alreadyThere, .record(.there(file: "a.csv", record: 4, name: "b.csv")), record: 4)
        #expect(
            try notice(there, .english) == [
                "This file is in force already. (Record 4)",
                "a.csv is declared already: record 4, b.csv",
            ])
        #expect(
            try notice(there, .traditionalChinese) == [
                "此檔案已經申報。 (記錄 4)", "a.csv 已經申報：記錄 4（b.csv）",
            ])
    }

    /// What a Chinese sentence takes from a file, its columns or a standard.
    private static let foreign: Set<String> = [
        "x", "A", "Z", "a", "z", "CSV", "UTF", "HK", "ISO", "JP", "US", "e", "to", "yes", "no",
        "export_hkd", "lowest_hkd", "Reference", "No",
    ]

    @Test func chineseSentencesHaveNoEnglishWord() {
        for wording in DeclaredSamples.wordings {
            let latin = wording.traditionalChinese.matches(of: /[A-Za-z_]+/).map {
                String($0.output)
            }
            #expect(Set(latin).isSubset(of: Self.foreign), "\(wording)")
        }
    }
}
