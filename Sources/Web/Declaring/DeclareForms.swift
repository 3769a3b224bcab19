import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Plant
import Reporting
import Storage
import Telemetry

/// `/projects/…/declare`: what a company declares about a project, and the form with which it does.
struct DeclareForms: Sendable {
    let context: WebContext
    private let pending: PendingDeclarations
    private let gate = QueryGate()

    init(context: WebContext) {
        self.context = context
        pending = PendingDeclarations(meter: context.meter)
    }

    /// The page as it stands, or as it stood at an instant.
    func page(_ request: Request, project: Project) async throws -> Response {
        let asked = try request.parameters(["lang", "as_of"])
        return try await answer(request, project, asOf: asked["as_of"]) { _ in }
    }

    /// Shows what an uploaded file would change, or records what was shown.
    ///
    /// Under the name of who is logged in, whatever the form says.
    func receive(_ request: Request, project: Project) async throws -> Response {
        try request.refuseOtherSites()
        if request.isMultipart { return try await show(request, project) }
        return try await confirm(request, project)
    }

    private func show(_ request: Request, _ project: Project) async throws -> Response {
        let form = try await request.multipartForm()
        let token = FormToken(request)
        var fields = form.filledFields
        guard token.isIn(fields) else {
            return try await answer(request, project) { $0.problem = .expired }
        }
        fields["by"] = Visitor.current.principal.signature ?? fields["by"]
        let (context, store) = (context, try recordStore())
        do {
            let checked = try await gate.pass { [fields] in
                try Declaration(form, fields)
                    .checked(for: project, store: store, plant: context.plant)
            }
            let id = pending.keep(checked.draft, for: token, at: context.now())
            return try await answer(request, project, fields: fields) {
                $0.shown = DeclarePage.Shown(checked: checked, id: id)
            }
        } catch let error as DeclarationError {
            return try await answer(request, project, fields: fields) {
                $0.problem = .refused(error)
            }
        }
    }

    private func confirm(_ request: Request, _ project: Project) async throws -> Response {
        let fields = try await request.form()
        let token = FormToken(request)
        guard token.isIn(fields), let id = fields["confirm"],
            var draft = pending.take(id, of: project.id, for: token, at: context.now())
        else { return try await answer(request, project) { $0.problem = .expired } }
        guard let writer = context.writer else { throw WebError.readOnly }
        draft.by = Visitor.current.principal.signature ?? draft.by
        let outcome: RecordOutcome
        do throws(StoreError) {
            outcome = try await writer.record(draft)
        } catch {
            switch error.code {
            case .full: throw WebError.storeFull
            case .busy: throw WebError.busy
            default: throw WebError.failed
            }
        }
        switch outcome {
        case .recorded(let record):
            let address = DeclarePage.address(project.id)
                .with("lang", request.language().rawValue)
            return .redirect(to: address.text + "#record-\(record.number)", type: .normal)
        case .conflict(let other):
            let conflict = DeclarationError(.conflict, record: other.number)
            return try await answer(request, project) { $0.problem = .refused(conflict) }
        case .unknown(let number):
            let error = DeclarationError(.unknownRecord, record: number)
            return try await answer(request, project) { $0.problem = .refused(error) }
        }
    }

    private func recordStore() throws(WebError) -> any RecordStore {
        guard let store = context.store as? any RecordStore else { throw .notFound }
        return store
    }

    private func answer(
        _ request: Request, _ project: Project, asOf: String? = nil,
        fields: [String: String] = [:], change: (inout DeclarePage) -> Void
    ) async throws -> Response {
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let (store, token) = (try recordStore(), FormToken(request))
        let instant = try context.plant.instant(asOf)
        let entries = try await offEventLoops {
            try DeclaredBook.entries(project: project.id, store: store, asOf: instant)
        }
        var page = DeclarePage(
            wording: wording, project: project, entries: entries, token: token.text)
        (page.asOf, page.fields) = (instant, fields)
        page.canRecord = context.writer != nil
        change(&page)
        var response = Response.page(page.page, status: page.status)
        token.give(to: &response)
        return response
    }

    /// A file to fill in.
    func template(_ name: String?) throws(WebError) -> Response {
        guard let kind = DeclaredKind.allCases.first(where: { "\($0.rawValue).csv" == name })
        else { throw .notFound }
        return .csv(kind.template, name: "\(kind.rawValue).csv")
    }

    /// A file of a record, by its place.
    func file(_ project: Project, record number: String?, place: String?) async throws -> Response {
        guard let number = number.flatMap({ Int64($0) }), let place = place.flatMap({ Int($0) })
        else { throw WebError.notFound }
        let store = try recordStore()
        return try await offEventLoops {
            guard let record = try store.record(number), record.project == project.id,
                record.kind == .declared, record.files.indices.contains(place)
            else { throw WebError.notFound }
            let file = record.files[place]
            let bytes = try store.file(role: file.role, name: file.name, ofRecord: number)
            var response = Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes ?? [])))
            response.headers[.contentDisposition] =
                "attachment; filename*=UTF-8''" + Address.escaped(file.name)
            return response
        }
    }
}

extension Declaration {
    /// What a form says.
    fileprivate init(
        _ form: MultipartForm, _ fields: [String: String]
    ) throws {
        guard let kind = fields["kind"].flatMap(DeclaredKind.init(rawValue:)),
            let file = form.files.first(where: { $0.field == "file" })
        else {
            throw DeclarationError(.malformedRequest, .words(.noChoice))
        }
        var from: LocalDate?
        if let text = fields["from"] {
            guard let date = try? WallClockTexts.date(text) else {
                throw DeclarationError(.malformedRequest, .words(.noDate(text)))
            }
            from = date
        }
        self.init(
            kind: kind, line: kind.isOfLine ? fields["line"] : nil,
            from: kind.isWholeList ? from : nil, by: fields["by"] ?? "",
            file: DeclaredSource(name: file.name, bytes: file.bytes))
        supersedes = fields["supersedes"].flatMap { Int64($0) }
        why = fields["why"] ?? ""
        evidence = form.files.filter { $0.field == "evidence" }.map {
            DeclaredSource(name: $0.name, bytes: $0.bytes)
        }
    }
}
