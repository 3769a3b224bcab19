extension Asset {
    /// Replaces parts of a page when the server says so, and tells when it says nothing any more.
    ///
    /// The page is complete without it.
    static let live = """
        const main = document.getElementById("main");
        const banner = document.getElementById("stream-lost");
        const silence = 10_000;
        let heard = Date.now();

        function replace(id, html) {
          const old = document.getElementById(id);
          if (!old) return;
          const template = document.createElement("template");
          template.innerHTML = html;
          const fresh = template.content.firstElementChild;
          if (!fresh) return;
          // What a person opened or holds stays as it is.
          for (const details of old.querySelectorAll("details[open][id]")) {
            const same = fresh.querySelector("#" + CSS.escape(details.id));
            if (same) same.open = true;
          }
          const active = document.activeElement;
          const link = active && old.contains(active) ? active.getAttribute("href") : null;
          const opener = active && old.contains(active) && active.closest("details");
          old.replaceWith(fresh);
          if (link) fresh.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
          else if (opener?.id) {
            document.getElementById(opener.id)?.querySelector("summary")?.focus();
          }
        }

        function hear() {
          heard = Date.now();
          banner.hidden = true;
          main.classList.remove("stale");
        }

        const source = new EventSource(main.dataset.live);
        source.addEventListener("change", (event) => {
          hear();
          for (const part of JSON.parse(event.data)) replace(part.id, part.html);
        });
        source.addEventListener("beat", hear);

        setInterval(() => {
          if (Date.now() - heard < silence) return;
          banner.hidden = false;
          main.classList.add("stale");
        }, 1000);

        """
}
