internal import CXLSXWriter
internal import Foundation

/// How a cell of a spreadsheet looks.
struct CellLook: Hashable {
    var numberFormat: String?
    var isBold = false
    var isGrey = false
    var isShaded = false
    var isRight = false
    /// A line above it.
    var isTotal = false
    var size = 10.0
}

/// A spreadsheet that is being written.
@safe final class Workbook {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let path: String
    private var formats: [CellLook: UnsafeMutablePointer<lxw_format>] = unsafe [:]
    /// The first thing that the library refused.
    private var refusal: lxw_error?

    /// - Throws: `PrintingError.refused` where no temporary file can be made.
    init() throws(PrintingError) {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "lineside-\(UUID().uuidString).xlsx").path
        guard let book = unsafe workbook_new(path) else { throw .refused("no memory") }
        unsafe self.book = book
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What a program shows of the file as a whole; `date` is in seconds since 1970.
    func describe(title: String, author: String, subject: String, date: Int64) {
        let texts = unsafe [title, author, subject].map { unsafe strdup(printable($0)) }
        defer { unsafe texts.forEach { unsafe free($0) } }
        var properties = unsafe lxw_doc_properties()
        unsafe properties.title = texts[0]
        unsafe properties.author = texts[1]
        unsafe properties.subject = texts[2]
        unsafe properties.created = time_t(date)
        note(unsafe workbook_set_properties(book, &properties))
    }

    func addSheet(_ name: String) -> Sheet {
        unsafe Sheet(sheet: workbook_add_worksheet(book, name), book: self)
    }

    func addChart(_ type: lxw_chart_type) -> UnsafeMutablePointer<lxw_chart>? {
        unsafe workbook_add_chart(book, UInt8(type.rawValue))
    }

    /// Ends the file and reads it.
    func finish() throws(PrintingError) -> [UInt8] {
        note(unsafe workbook_close(book))
        if let refusal { throw .refused(unsafe String(cString: lxw_strerror(refusal))) }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .refused(error.localizedDescription)
        }
    }

    fileprivate func note(_ error: lxw_error) {
        if error != LXW_NO_ERROR, refusal == nil { refusal = error }
    }

    fileprivate func format(_ look: CellLook) -> UnsafeMutablePointer<lxw_format>? {
        if let format = unsafe formats[look] { return unsafe format }
        guard let format = unsafe workbook_add_format(book) else { return nil }
        unsafe format_set_font_name(format, TypeSetter.family)
        unsafe format_set_font_size(format, look.size)
        unsafe format_set_text_wrap(format)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        if let number = look.numberFormat { unsafe format_set_num_format(format, number) }
        if look.isBold { unsafe format_set_bold(format) }
        if look.isGrey { unsafe format_set_font_color(format, 0x555555) }
        if look.isShaded { unsafe format_set_bg_color(format, 0xEEEEEE) }
        if look.isRight { unsafe format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
        if look.isTotal { unsafe format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        unsafe formats[look] = format
        return unsafe format
    }
}

/// A sheet of a spreadsheet; rows and columns count from 0.
@safe struct Sheet {
    fileprivate let sheet: UnsafeMutablePointer<lxw_worksheet>?
    fileprivate let book: Workbook

    func write(_ text: String, _ row: Int, _ column: Int, _ look: CellLook) {
        book.note(
            unsafe worksheet_write_string(
                sheet, UInt32(row), UInt16(column), printable(text), book.format(look)))
    }

    func write(_ number: Double, _ row: Int, _ column: Int, _ look: CellLook) {
        book.note(
            unsafe worksheet_write_number(
                sheet, UInt32(row), UInt16(column), number, book.format(look)))
    }

    /// A formula with the value that it gives, for who does not calculate.
    func write(
        formula: String, value: Double, _ row: Int, _ column: Int, _ look: CellLook
    ) {
        book.note(
            unsafe worksheet_write_formula_num(
                sheet, UInt32(row), UInt16(column), formula, book.format(look), value))
    }

    /// A text that leads to a place in the workbook.
    func write(
        _ text: String, to place: String, _ row: Int, _ column: Int, _ look: CellLook
    ) {
        book.note(
            unsafe worksheet_write_url_opt(
                sheet, UInt32(row), UInt16(column), "internal:" + place, book.format(look),
                printable(text), nil))
    }

    func set(width: Double, column: Int) {
        book.note(
            unsafe worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil))
    }

    func set(height: Double, row: Int) {
        book.note(unsafe worksheet_set_row(sheet, UInt32(row), height, nil))
    }

    /// Rows above and columns before stay in sight, and are printed on every page.
    func freeze(rows: Int, columns: Int) {
        unsafe worksheet_freeze_panes(sheet, UInt32(rows), UInt16(columns))
        if rows > 0 { book.note(unsafe worksheet_repeat_rows(sheet, 0, UInt32(rows - 1))) }
    }

    /// A4, lying, as wide as one page.
    func setPaper() {
        unsafe worksheet_set_paper(sheet, 9)
        unsafe worksheet_set_landscape(sheet)
        unsafe worksheet_fit_to_pages(sheet, 1, 0)
    }

    func insert(_ chart: NativeChart, _ row: Int, _ column: Int) {
        guard let native = unsafe chart.make(book) else { return }
        let words = unsafe strdup(printable(chart.summary))
        defer { unsafe free(words) }
        var options = unsafe lxw_chart_options()
        unsafe options.x_scale = 1.5
        unsafe options.y_scale = chart.height
        unsafe options.description = words
        book.note(
            unsafe worksheet_insert_chart_opt(
                sheet, UInt32(row), UInt16(column), native, &options))
    }
}
