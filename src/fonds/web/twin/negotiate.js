// Answers the IRIs of a static twin in the format asked for. An edge function of Netlify: it is given a request and
// returns the address whose file answers, or nothing, and then the file of the address itself does.
const site = /* site */ {};

function weights(header) {
  const found = [];
  for (const element of (header || "*/*").split(",")) {
    const [type, ...parameters] = element.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((each) => each.startsWith("q="));
    const value = weight === undefined ? 1 : Number(weight.slice(2));
    if (type.includes("/") && !Number.isNaN(value)) found.push([type, Math.min(value, 1)]);
  }
  return found.length ? found : [["*/*", 1]];
}

export function choose(header, formats) {
  const ranges = weights(header);
  let best = null;
  for (const { suffix, types } of formats) {
    types.forEach((type, place) => {
      const names = place ? [type] : [type, `${type.split("/")[0]}/*`, "*/*"];
      for (const [specificity, name] of names.entries()) {
        const at = ranges.findIndex(([range]) => range === name);
        if (at < 0) continue;
        const rank = [ranges[at][1], -specificity, -at];
        const better = best === null || rank.map((each, n) => Math.sign(each - best.rank[n])).find((each) => each) > 0;
        if (rank[0] > 0 && better) best = { suffix, rank };
        break;
      }
    });
  }
  return best === null ? null : best.suffix;
}

export default function negotiate(request) {
  const address = new URL(request.url);
  const path = decodeURIComponent(address.pathname);
  if (!path.startsWith(`${site.prefix}/`)) return undefined;
  const own = path.slice(site.prefix.length + 1);
  const kind = site.kinds.find((each) => new RegExp(`^(?:${each.pattern})$`).test(own));
  if (kind === undefined || site.former.includes(own)) return undefined;
  const suffix = choose(request.headers.get("accept"), kind.formats);
  if (suffix === null) return new Response("There is no such format here.\n", { status: 406 });
  const page = Number(address.searchParams.get("page") || 1);
  const offset = Number(address.searchParams.get("offset") || 0);
  const part = page > 1 ? `-page-${page}` : offset > 0 ? `-from-${offset}` : "";
  address.search = "";
  address.pathname = `${path}${part}.${suffix}`;
  return address;
}
