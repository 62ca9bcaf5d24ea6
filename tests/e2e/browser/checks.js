// What must hold in a report, whoever reads it and how. The value is a list of faults, as sentences.
// Contrast is that of WCAG 2.1, 1.4.3: 4.5 to 1, or 3 to 1 for large letters.
(() => {
    const faults = [];
    const name = (element) => `<${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;
    const width = document.documentElement.clientWidth;
    const print = matchMedia("print").matches;

    // Nothing sticks out to the side: nobody scrolls two ways.
    if (!print && document.documentElement.scrollWidth > width) {
        const wide = [...document.body.querySelectorAll("*")].find((e) => e.getBoundingClientRect().right > width + 1);
        faults.push(`it is ${document.documentElement.scrollWidth} wide on ${width}` + (wide ? `: ${name(wide)}` : ""));
    }

    // Language, title, and headings without gaps, one of the first level.
    if (!document.documentElement.lang) faults.push("it has no language");
    if (!document.title) faults.push("it has no title");
    let last = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
        const level = Number(heading.tagName[1]);
        if (level > last + 1) faults.push(`a heading leaves a level out: ${name(heading)}`);
        last = level;
    }
    if (document.querySelectorAll("h1").length !== 1) faults.push("it has not one heading of the first level");
    if (document.querySelectorAll("main").length !== 1) faults.push("it has no main part");

    // Pictures in words; tables with heads; links that lead somewhere and have words.
    for (const picture of document.querySelectorAll("svg, img")) {
        const labels = (picture.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
        const told = labels.length > 0 && labels.every((id) => document.getElementById(id)?.textContent.trim());
        const silent = picture.getAttribute("aria-hidden") === "true";
        if (!silent && !(told && picture.getAttribute("role") === "img")) faults.push("a picture has no words");
    }
    for (const table of document.querySelectorAll("table:not(.source)")) {
        if (!table.querySelector("th[scope]")) faults.push(`a table has no heads: ${name(table)}`);
    }
    for (const link of document.querySelectorAll("a[href]")) {
        if (!link.textContent.trim()) faults.push("a link has no words");
        if (!document.getElementById(link.getAttribute("href").slice(1))) faults.push(`a link leads nowhere: ${name(link)}`);
    }

    // Contrast of each piece of text to what is behind it.
    const parse = (color) => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    // In a picture: the last shape that was drawn below the middle of the words.
    const under = (words) => {
        const box = words.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const below = (shape) => {
            const r = shape.getBoundingClientRect();
            const before = shape.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING;
            return before && r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
        };
        return [...words.ownerSVGElement.querySelectorAll("g rect, svg > rect")].filter(below).pop();
    };
    const behind = (element) => {
        const shape = element instanceof SVGElement ? under(element) : undefined;
        const pattern = shape?.getAttribute("fill")?.match(/^url\(#(.*)\)$/);
        const ground = pattern ? document.getElementById(pattern[1]).querySelector("rect") : shape;
        if (ground) return parse(getComputedStyle(ground).fill);
        for (let e = element; e; e = e.parentElement) {
            const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
            if (a > 0) return [r, g, b];
        }
        return matchMedia("(prefers-color-scheme: dark)").matches && !print ? [0, 0, 0] : [255, 255, 255];
    };
    const luminance = (color) => {
        const [r, g, b] = color.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const told = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        const drawn = element.getClientRects().length > 0 && texts.currentNode.data.trim();
        if (!drawn) continue;
        const style = getComputedStyle(element);
        const ink = parse(element instanceof SVGElement ? style.fill : style.color);
        const [light, dark] = [luminance(ink), luminance(behind(element))].sort((a, b) => b - a);
        const ratio = (light + 0.05) / (dark + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const kind = `${element.tagName} ${element.className?.baseVal ?? element.className} ${ink}`;
        if (ratio < (large ? 3 : 4.5) && !told.has(kind)) {
            told.add(kind);
            faults.push(`contrast ${ratio.toFixed(2)}: ${name(element)}`);
        }
    }
    return faults;
})();
