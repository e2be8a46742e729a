"""Export: what crawlers and language models look for at the root: robots.txt and llms.txt."""

from collections.abc import Callable

from build_scripts.model import Model

# the parts of the site as a newcomer needs them: (heading, addresses)
PARTS = (
    ("Look up", ("rules", "providers", "zones", "projects", "exemptions", "timeline", "coming")),
    ("How sure", ("method", "claims", "disagreements", "unknowns", "glossary", "corrections")),
    ("Data", ("data", "use", "cite", "terms")),
)


def robots(site: str) -> bytes:
    """Return robots.txt: all may be read; the sitemaps where the site has an address."""
    lines = ["User-agent: *", "Allow: /"]
    if site:
        lines += [f"Sitemap: {site}sitemap.xml", f"Sitemap: {site}ko/sitemap.xml"]
    return "\n".join(lines).encode() + b"\n"


def llms(model: Model, title: Callable[[str], str], explainers: list[str], site: str) -> bytes:
    """Return llms.txt (llmstxt.org): the pages to read first, as links to their Markdown twins.

    `title` gives that of an English page by its address and raises KeyError where none stands.
    """
    package = model.package.descriptor
    lines = [f"# {package['title']}", "", f"> {package['description']}", ""]
    lines += [
        f"Data version {package['version']}, state of {model.as_of}, CC BY 4.0. Every statement"
        " carries its source; what no source says is said to be not known. Korea registers"
        " virtual asset service providers, it does not license them. Every page stands in Korean"
        " below ko/ and as Markdown in index.md beside it.",
        "",
    ]
    for heading, addresses in (("Explained", explainers), *PARTS):
        lines += [f"## {heading}", ""]
        lines += [f"- [{title(one)}]({site or '/'}{one}/index.md)" for one in addresses]
        lines.append("")
    lines += [
        "## Files",
        "",
        f"- [Every dataset in one zip]({site or '/'}data/latest/{package['name']}.zip)",
        f"- [List of all files]({site or '/'}data/latest/index.json)",
        f"- [Records as JSON, OpenAPI]({site or '/'}api/v1/openapi.json)",
    ]
    return "\n".join(lines).encode() + b"\n"
