extension Asset {
    /// Moves the charts by mouse, wheel, fingers and keys; the server draws them, the page's links
    /// do the same without it.
    static let signals = """
        const banner = document.getElementById("stream-lost");
        const shortest = 600, longest = 31 * 86_400, refresh = 15_000;
        let root = document.getElementById("signals");
        let aim = null, timer = 0, request = null;
        const pointers = new Map();
        let grip = null;

        const shown = () => ({ from: +root.dataset.from, to: +root.dataset.to,
          isLive: "live" in root.dataset });
        const plotWidth = () => root.querySelector(".plot")?.clientWidth ?? 0;

        function fitted({ from, to }) {
          const horizon = +root.dataset.horizon;
          const length = Math.min(longest, Math.max(shortest, Math.round((to - from) / 60) * 60));
          const begin = Math.round((from + to - length) / 120) * 60;
          return begin + length < horizon
            ? { from: begin, to: begin + length, isLive: false }
            : { from: horizon - length, to: horizon, isLive: true };
        }

        function address({ from, to, isLive }) {
          const url = new URL(location.href);
          for (const name of ["from", "to", "length"]) url.searchParams.delete(name);
          url.hash = "";
          if (isLive) {
            url.searchParams.set("length", Math.round((to - from) / 60) + "m");
          } else {
            const text = (second) => new Date(second * 1000).toISOString().replace(".000", "");
            url.searchParams.set("from", text(from));
            url.searchParams.set("to", text(to));
          }
          return url;
        }

        function replace(fresh) {
          for (const details of root.querySelectorAll("details[open][id]")) {
            const same = fresh.querySelector("#" + CSS.escape(details.id));
            if (same) same.open = true;
          }
          const active = root.contains(document.activeElement) ? document.activeElement : null;
          const isSame = (it) => it.dataset.step === active.dataset.step
            && it.textContent === active.textContent;
          const id = (active?.closest("details") ?? active)?.id;
          root.replaceWith(fresh);
          root = fresh;
          root.dataset.drawn = "";
          prepare();
          const kept = id ? document.getElementById(id)
            : active && [...root.querySelectorAll("[data-step]")].find(isSame);
          (kept?.querySelector(":scope > summary") ?? kept)?.focus({ preventScroll: true });
        }

        async function show(url, keep) {
          request?.abort();
          request = new AbortController();
          const asked = new URL(url);
          const columns = Math.min(2000, Math.max(60, plotWidth()));
          asked.searchParams.set("columns", columns);
          try {
            const answer = await fetch(asked, { signal: request.signal });
            if (!answer.ok) throw new Error(answer.status);
            const text = await answer.text();
            const page = new DOMParser().parseFromString(text, "text/html");
            const fresh = page.getElementById("signals");
            if (keep) history.pushState(null, "", url);
            if (pointers.size === 0) replace(fresh);
            banner.hidden = true;
            root.classList.remove("stale");
          } catch (error) {
            if (error.name === "AbortError") return;
            banner.hidden = false;
            root.classList.add("stale");
          }
          preview(0, 1);
        }

        // Where one wants to go; the server is asked once it is known.
        function go(window) {
          aim = fitted(window);
          clearTimeout(timer);
          timer = setTimeout(() => {
            const url = address(aim);
            aim = null;
            show(url, true);
          }, 120);
        }

        function pan(share) {
          const { from, to } = aim ?? shown();
          go({ from: from + share * (to - from), to: to + share * (to - from) });
        }

        function zoom(factor, at = 0.5) {
          const { from, to } = aim ?? shown();
          const middle = from + at * (to - from);
          go({ from: middle - (middle - from) * factor, to: middle + (to - middle) * factor });
        }

        // The old picture goes along until the new one is there.
        function preview(distance, scale, at = 0) {
          const change = distance || scale !== 1
            ? `translateX(${at + distance}px) scaleX(${scale}) translateX(${-at}px)` : "";
          for (const it of root.querySelectorAll(".moves")) it.style.transform = change;
        }

        const shareOf = (plot, x) => {
          const box = plot.getBoundingClientRect();
          return Math.min(1, Math.max(0, (x - box.left) / box.width));
        };

        function grasp() {
          const places = [...pointers.values()];
          const middle = places.reduce((sum, it) => sum + it, 0) / places.length;
          const spread = Math.abs(places[0] - places[places.length - 1]);
          return { middle, spread };
        }

        function down(event) {
          const plot = event.target.closest(".plot");
          if (!plot || event.button !== 0 || pointers.size > 1) return;
          plot.setPointerCapture(event.pointerId);
          pointers.set(event.pointerId, event.clientX);
          grip = { plot, ...grasp() };
        }

        function change() {
          const { middle, spread } = grasp();
          const box = grip.plot.getBoundingClientRect();
          const scale = grip.spread > 20 ? Math.max(0.05, spread / grip.spread) : 1;
          return { distance: middle - grip.middle, scale, at: grip.middle - box.left,
            width: box.width };
        }

        function move(event) {
          if (!pointers.has(event.pointerId)) return read(event);
          pointers.set(event.pointerId, event.clientX);
          const { distance, scale, at } = change();
          preview(distance, scale, at);
        }

        function up(event) {
          if (!pointers.has(event.pointerId)) return;
          const { distance, scale, at, width } = change();
          const isCancelled = event.type === "pointercancel";
          pointers.clear();
          if (isCancelled || (Math.abs(distance) < 4 && Math.abs(scale - 1) < 0.02)) {
            return preview(0, 1);
          }
          const { from, to } = shown();
          const length = (to - from) / scale;
          const begin = from + (at / width) * (to - from) - ((at + distance) / width) * length;
          go({ from: begin, to: begin + length });
        }

        function wheel(event) {
          const plot = event.target.closest(".plot");
          if (!plot) return;
          const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
          if (event.ctrlKey || event.metaKey) {
            zoom(Math.exp(Math.sign(event.deltaY) * 0.25), shareOf(plot, event.clientX));
          } else if (isSideways) {
            pan(Math.sign(event.deltaX || event.deltaY) * 0.1);
          } else {
            return;
          }
          event.preventDefault();
        }

        function key(event) {
          if (!event.target.closest("#charts") || event.ctrlKey || event.metaKey || event.altKey) {
            return;
          }
          if (event.key === "ArrowLeft") pan(-0.25);
          else if (event.key === "ArrowRight") pan(0.25);
          else if (event.key === "+" || event.key === "=") zoom(0.5);
          else if (event.key === "-" || event.key === "−") zoom(2);
          else return;
          event.preventDefault();
        }

        // The row of the chart's table to which a place belongs.
        function read(event) {
          for (const it of root.querySelectorAll(".cross")) it.remove();
          const plot = event.target.closest?.(".plot");
          for (const it of root.querySelectorAll(".reading")) it.textContent = "";
          if (!plot?.dataset.readings) return;
          const at = shareOf(plot, event.clientX) * 1000;
          const row = JSON.parse(plot.dataset.readings).find(([from, to]) => at >= from && at < to);
          if (!row) return;
          const cross = document.createElementNS(plot.namespaceURI, "rect");
          const [from, to, text] = row;
          cross.setAttribute("class", "cross");
          cross.setAttribute("x", from / 10 + "%");
          cross.setAttribute("width", (to - from) / 10 + "%");
          cross.setAttribute("height", "100%");
          plot.append(cross);
          plot.closest(".chart").querySelector(".reading").textContent = text;
        }

        function follow(event) {
          const link = event.target.closest("a[data-step]");
          const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey
            && !event.shiftKey;
          if (!link || !isPlain) return;
          event.preventDefault();
          clearTimeout(timer);
          aim = null;
          show(new URL(link.href), true);
        }

        function prepare() {
          const charts = root.querySelector("#charts");
          charts.tabIndex = 0;
          charts.setAttribute("role", "group");
          charts.setAttribute("aria-label", root.dataset.keys);
        }

        document.addEventListener("pointerdown", down);
        document.addEventListener("pointermove", move);
        document.addEventListener("pointerup", up);
        document.addEventListener("pointercancel", up);
        document.addEventListener("wheel", wheel, { passive: false });
        document.addEventListener("dblclick", (event) => {
          const plot = event.target.closest(".plot");
          if (plot) zoom(0.5, shareOf(plot, event.clientX));
        });
        document.addEventListener("keydown", key);
        document.addEventListener("click", follow);
        window.addEventListener("popstate", () => show(new URL(location.href), false));

        prepare();
        show(new URL(location.href), false);
        setInterval(() => {
          const isBusy = aim || pointers.size > 0 || document.hidden;
          if (shown().isLive && !isBusy) show(new URL(location.href), false);
        }, refresh);

        """
}
