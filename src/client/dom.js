/* Building elements. Text only ever becomes text nodes: no markup is parsed. */
import { qrCode } from "./qr.js";
import { words } from "./words.js";

/** An element. props: attributes; `on` listeners by name; true and false turn
 * an attribute on and off. Children: nodes, texts, or lists of them. */
export function h(tag, props, ...children) {
    const e = document.createElement(tag);
    for (const [key, value] of Object.entries(props ?? {})) {
        if (key === "on")
            for (const [type, act] of Object.entries(value))
                e.addEventListener(type, act);
        else if (value !== false && value !== undefined)
            e.setAttribute(key, value === true ? "" : value);
    }
    e.append(...children.flat(9).filter((c) => c !== null && c !== undefined));
    return e;
}

export const p = (text, kind) => h("p", kind && { class: kind }, text);

/** A button of words; `kind` is added to its class. */
export const button = (key, act, kind) =>
    h("button", { type: "button", class: kind && `button-${kind}`,
        on: { click: act } }, words(key));

export const more = (title, ...content) =>
    h("details", null, h("summary", null, title), h("div", null, content));

export const list = (items) =>
    h("ul", null, items.map((i) => h("li", null, i)));

export const notice = (kind, ...content) =>
    h("div", { class: `notice notice-${kind}`, role: "alert" }, content);

/* The buttons of a new screen rest for a moment: a pointer's click would be the
 * second of a double click that was meant for the screen before, and the last
 * of them sends a ballot. Keys are not concerned, since the focus has moved. */
const REST_MSEC = 500;

function rest() {
    const buttons = document.querySelectorAll("main .thumb button");
    for (const b of buttons) b.setAttribute("aria-disabled", "true");
    setTimeout(() => {
        for (const b of buttons) b.removeAttribute("aria-disabled");
    }, REST_MSEC);
}

addEventListener("click", (event) => {
    if (event.detail && document.querySelector("main [aria-disabled]") &&
        (event.detail > 1 || event.target.closest("[aria-disabled]"))) {
        event.preventDefault();
        event.stopPropagation();
    }
}, true);

/** Shows a screen: a heading, then the rest; `above` stands over the heading,
 * which is in `lang` where that is not the page's language. Focus goes to the heading, so that a screen reader starts there. */
export function show(title, content, above, lang) {
    const heading = h("h1", { tabindex: -1, lang }, title);
    document.querySelector("main").replaceChildren(
        h("div", { class: "screen" }, above, heading, content));
    rest();
    document.querySelector(".support")?.removeAttribute("open");
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
}

/** The way over the header. By script, since a fragment in the address would be
 * taken for a code, and would be an entry more in the history. */
export function skipLink() {
    const click = (event) => {
        event.preventDefault();
        document.querySelector("main h1").focus();
    };
    document.body.prepend(h("a", { class: "skip-link", href: "#main",
        "data-word": "skip_link", on: { click } }, words("skip_link")));
}

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; /* modules of white around a code */

/* A QR code as a picture, dark on white in every theme: readers need that. */
function picture(text, label) {
    const rows = qrCode(text);
    const size = rows.length + 2 * QUIET;
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    const set = (e, all) => Object.entries(all).forEach((a) =>
        e.setAttribute(...a));
    set(svg, { class: "code", role: "img", "aria-label": label,
        viewBox: `${-QUIET} ${-QUIET} ${size} ${size}` });
    set(path, { d: rows.flatMap((row, y) => row.map((dark, x) =>
        (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("") });
    svg.append(path);
    return svg;
}

/** A text to keep: shown whole, with copy and download, and as a QR code.
 * In: its words' keys, KEY_label and KEY_code; the text; the file's name; what
 * the code says. */
export function keepsake(key, text, file, code) {
    const id = "keep-" + key;
    const area = h("textarea", { id, class: "compact mono", readonly: true,
        rows: 4, spellcheck: "false", autocomplete: "off" });
    area.value = text;
    const told = h("span", { role: "status" });
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text);
        } catch { /* no permission, or no secure context */
            area.select();
            document.execCommand("copy");
        }
        told.textContent = words("copied");
    };
    const save = () => {
        const url = URL.createObjectURL(
            new Blob([text + "\n"], { type: "text/plain" }));
        h("a", { href: url, download: file }).click();
        setTimeout(() => URL.revokeObjectURL(url), 1000);
    };
    return h("div", { class: "field" }, h("label", { for: id }, words(key + "_label")), area,
        h("div", { class: "actions" }, button("copy", copy),
            button("download", save), told),
        h("figure", null, picture(code, words(key + "_code")),
            h("figcaption", { class: "small" }, words(key + "_code"))));
}
