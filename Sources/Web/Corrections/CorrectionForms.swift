import Access
import Hummingbird
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// `/line/…/correct`: the forms with which people correct, and what becomes of what they send.
struct CorrectionForms: Sendable {
    let context: WebContext
    let source: PageSource

    /// What an address may say.
    static let parameters: Set<String> = [
        "unit", "at", "signal", "finding", "withdraw", "date", "shift", "lang",
    ]

    /// The forms.
    func page(_ request: Request, line: Int) async throws -> Response {
        var asked = try request.parameters(Self.parameters)
        asked["supersedes"] = asked["withdraw"]
        let token = Visitor.current.form
        var response = Response.page(
            try await page(asked, line: line, request, token: token).page)
        token.give(to: &response)
        return response
    }

    /// Records what a form says and leads back to the shift; with a mistake, or where somebody else
    /// was faster, shows the form again as it was sent.
    func record(_ request: Request, line: Int) async throws -> Response {
        try request.refuseOtherSites()
        let fields = try await request.form()
        let token = Visitor.current.form
        var problem: CorrectionPage.Problem?
        if token.isIn(fields) {
            do {
                let recorder = CorrectionRecorder(context: context)
                _ = try await recorder.record(CorrectionRequest(form: fields))
                return .redirect(
                    to: back(fields, line: line, request).text + "#corrections", type: .normal)
            } catch CorrectionRecorder.Refusal.mistake(let error) {
                problem = .mistake(FormProblem(error.code))
            } catch CorrectionRecorder.Refusal.conflict(let other) {
                problem = .conflict(other)
            }
        } else {
            problem = .mistake(.expired)
        }
        var page = try await page(fields, line: line, request, token: token)
        page.problem = problem
        var response = Response.page(page.page, status: problem?.status ?? .badRequest)
        token.give(to: &response)
        return response
    }

    /// The Shift page from which somebody came.
    private func back(_ fields: [String: String], line: Int, _ request: Request) -> Address {
        Address(path: LineNavigation.Place.shift.path(line: context.plant.lines[line].id))
            .with("date", fields["date"]).with("shift", fields["shift"])
            .with("lang", request.language().rawValue)
    }

    private func page(
        _ fields: [String: String], line: Int, _ request: Request, token: FormToken
    ) async throws -> CorrectionPage {
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let back = back(fields, line: line, request)
        let (context, text) = (context, token.text)
        let signature = Visitor.current.principal.signature
        return try await offEventLoops {
            var page = CorrectionPage(
                wording: wording, line: line, fields: fields, back: back, token: text)
            // Before what is shown is read: what comes in between was not seen.
            page.seen = try context.store.lastCorrection()
            try page.read(context.figures)
            page.canRecord = context.writer != nil
            page.signature = signature
            return page
        }
    }
}
