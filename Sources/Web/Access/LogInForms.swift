import Access
import HTTPTypes
import Hummingbird
import Logging
import Plant
import Telemetry

/// `/login` and `/logout`.
struct LogInForms: Sendable {
    let context: WebContext

    /// The form; who needs none is led on.
    func page(_ request: Request) throws -> Response {
        let asked = try request.parameters(["next", "lang"])
        let next = LogInPage.checked(next: asked["next"])
        let wording = Wording(try request.checkedLanguage(), context.plant)
        guard !context.access.isOpen else { return .redirect(to: "/", type: .normal) }
        let visitor = Visitor.current.principal
        guard visitor.kind != .user else {
            return .redirect(to: target(next, visitor), type: .normal)
        }
        return answer(LogInPage(wording: wording, next: next, token: token.text))
    }

    /// Begins a session, or shows the form again.
    func logIn(_ request: Request) async throws -> Response {
        try request.refuseOtherSites()
        let asked = try request.parameters(["next", "lang"])
        let fields = try await request.form()
        let wording = Wording(try request.checkedLanguage(), context.plant)
        var page = LogInPage(
            wording: wording, next: LogInPage.checked(next: asked["next"]), token: token.text)
        page.name = fields["name"].map { String($0.prefix(AccessLimits.name.value)) }
        guard token.isIn(fields) else {
            page.problem = .expired
            return answer(page)
        }
        let (desk, now) = (context.access, context.now())
        let from = ReaderAddress.network(Visitor.current.address)
        let (name, password) = (fields["name"] ?? "", fields["password"] ?? "")
        let outcome: AccessDesk.LogIn
        do {
            outcome = try await offEventLoops {
                try desk.logIn(name, password: password, from: from, at: now)
            }
        } catch let error as AccessError {
            throw error.code == .full ? WebError.storeFull : WebError.failed
        }
        switch outcome {
        case .done(let secret, let principal):
            context.logger.info("log-in", metadata: ["user": "\(name)", "from": "\(from)"])
            var response = Response.redirect(
                to: target(page.next, principal), type: .normal)
            response.setSession(secret.text, of: request)
            return response
        case .wrong:
            context.logger.notice("log-in refused", metadata: ["from": "\(from)"])
            page.problem = .wrong
        case .busy: page.problem = .busy
        case .limited(let seconds, _):
            page.problem = .limited
            var response = answer(page)
            response.headers[.retryAfter] = "\(seconds)"
            return response
        }
        return answer(page)
    }

    /// Ends the session.
    func logOut(_ request: Request) async throws -> Response {
        try request.refuseOtherSites()
        let fields = try await request.form()
        guard token.isIn(fields) else {
            throw WebError.badRequest(
                LogInPage.Problem.expired.rawValue, "the form is no longer valid; go back")
        }
        if case .session(let text) = request.credential {
            let desk = context.access
            do {
                try await offEventLoops { try desk.logOut(text) }
            } catch let error as AccessError {
                throw error.code == .full ? WebError.storeFull : WebError.failed
            }
        }
        var response = Response.redirect(to: LogInPage.path, type: .normal)
        response.setSession(nil, of: request)
        return response
    }

    /// Where somebody is led: who asked for nothing else, to the first page that they may open.
    private func target(_ next: String, _ principal: Principal) -> String {
        next == "/" ? context.home(of: principal) : next
    }

    private var token: FormToken { Visitor.current.form }

    private func answer(_ page: LogInPage) -> Response {
        var response = Response.page(page.page, status: page.problem?.status ?? .ok)
        token.give(to: &response)
        if page.problem == .wrong { response.headers[.wwwAuthenticate] = "Bearer" }
        if page.problem == .busy { response.headers[.retryAfter] = "1" }
        return response
    }
}

extension WebContext {
    /// The first page that somebody may open.
    func home(of principal: Principal) -> String {
        guard !principal.may(.seeOverview, .nothing) else { return "/" }
        let plantReport = Subject.project(plant.id, report: benefitReport)
        return principal.may(.seeBenefit, plantReport) ? "/benefit" : SealedPages.path
    }
}

extension Response {
    /// Gives the session's cookie, or takes it away.
    fileprivate mutating func setSession(_ text: String?, of request: Request) {
        setCookie(
            Cookie(
                name: Request.sessionCookie, value: text ?? "",
                maxAge: text == nil ? 0 : AccessLimits.sessionAge.value, path: "/",
                secure: request.isSecure, httpOnly: true, sameSite: .strict))
    }
}
