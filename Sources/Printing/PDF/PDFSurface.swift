internal import CPango

/// A PDF that is being drawn, page by page.
@safe final class PDFSurface {
    private let surface: OpaquePointer?
    private let context: OpaquePointer?
    private let bytes = Bytes()

    /// What cairo has written so far.
    private final class Bytes {
        var all: [UInt8] = []
    }

    init(_ paper: PageFlow.Paper) {
        let closure = unsafe Unmanaged.passUnretained(bytes).toOpaque()
        unsafe surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure = unsafe closure, let data = unsafe data else {
                    return CAIRO_STATUS_WRITE_ERROR
                }
                let bytes = unsafe Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue()
                let new = unsafe UnsafeBufferPointer(start: data, count: Int(length))
                unsafe bytes.all.append(contentsOf: new)
                return CAIRO_STATUS_SUCCESS
            }, closure, paper.width, paper.height)
        // Objects stay readable one by one, which `PDFAmendment` needs.
        unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        unsafe context = cairo_create(surface)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    /// What a reader shows of the file as a whole.
    func describe(title: String, author: String, subject: String, date: String) {
        for (entry, text) in [
            (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_AUTHOR, author),
            (CAIRO_PDF_METADATA_SUBJECT, subject), (CAIRO_PDF_METADATA_CREATOR, author),
            (CAIRO_PDF_METADATA_CREATE_DATE, date), (CAIRO_PDF_METADATA_MOD_DATE, date),
        ] {
            unsafe cairo_pdf_surface_set_metadata(surface, entry, printable(text))
        }
    }

    /// Draws marks; `page` counts from 1.
    func draw(_ marks: [Mark], page: Int) {
        for mark in marks { draw(mark, page: page) }
    }

    func endPage() { unsafe cairo_show_page(context) }

    /// Ends the file.
    func finish() throws(PrintingError) -> [UInt8] {
        unsafe cairo_surface_finish(surface)
        for status in unsafe [cairo_status(context), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED {
            throw .refused(unsafe String(cString: cairo_status_to_string(status)))
        }
        return bytes.all
    }

    private func draw(_ mark: Mark, page: Int) {
        switch mark {
        case .begin(let element): unsafe cairo_tag_begin(context, element.kind.rawValue, "")
        case .end(let element): unsafe cairo_tag_end(context, element.kind.rawValue)
        case .text(let block, let line, let x, let y):
            unsafe block.draw(line: line, context, x: x, y: y)
        case .fill(let box, let colour):
            set(colour)
            unsafe cairo_rectangle(context, box.x, box.y, box.width, box.height)
            unsafe cairo_fill(context)
        case .line(let stroke): draw(stroke)
        case .dot(let place, let radius, let colour):
            set(colour)
            unsafe cairo_new_path(context)
            unsafe cairo_arc(context, place.x, place.y, radius, 0, 2 * .pi)
            unsafe cairo_fill(context)
        case .outline(let text, let level, let y): outline(text, level: level, y: y, page: page)
        case .anchor(let name, let place):
            unsafe cairo_tag_begin(
                context, CAIRO_TAG_DEST, "name='\(name)' x=\(place.x) y=\(place.y) internal")
            unsafe cairo_tag_end(context, CAIRO_TAG_DEST)
        case .link(let box, let name):
            let rectangle = "[\(box.x) \(box.y) \(box.width) \(box.height)]"
            unsafe cairo_tag_begin(context, CAIRO_TAG_LINK, "rect=\(rectangle) dest='\(name)'")
        case .endLink: unsafe cairo_tag_end(context, CAIRO_TAG_LINK)
        }
    }

    private func set(_ colour: Colour) {
        unsafe cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    }

    private func draw(_ stroke: Stroke) {
        set(stroke.colour)
        // A text that was drawn before left its place behind.
        unsafe cairo_new_path(context)
        unsafe cairo_set_line_width(context, stroke.width)
        unsafe cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
        for place in stroke.places { unsafe cairo_line_to(context, place.x, place.y) }
        unsafe cairo_stroke(context)
    }

    /// The last entry of each level: the parent of what follows below it.
    private var parents: [Int32] = [Int32(CAIRO_PDF_OUTLINE_ROOT)]

    private func outline(_ text: String, level: Int, y: Double, page: Int) {
        let depth = min(level, parents.count)
        let entry = unsafe cairo_pdf_surface_add_outline(
            surface, parents[depth - 1], printable(text), "page=\(page) pos=[0 \(y)]",
            CAIRO_PDF_OUTLINE_FLAG_OPEN)
        parents = Array(parents.prefix(depth)) + [entry]
    }
}
