"""Export: the codebook of the package as one Markdown file, in both languages."""

from build_scripts.model import Model


def codebook(model: Model) -> bytes:
    """Return what every dataset, field and allowed value means."""
    package = model.package.descriptor
    lines = [f"# {package['title']} / {package['kcr:title_ko']}", ""]
    lines += [package["description"], "", package["kcr:description_ko"], ""]
    for resource in model.package.resources:
        lines += [f"## {resource['name']}: {resource['title']} / {resource['kcr:title_ko']}", ""]
        lines += [resource["description"], "", resource["kcr:description_ko"], ""]
        lines += [f"Primary key: {', '.join(resource['schema']['primaryKey'])}", ""]
        for field in resource["schema"]["fields"]:
            need = ", required" if field.get("constraints", {}).get("required") else ""
            lines.append(f"- **{field['name']}** ({field['type']}{need}): {field['description']}")
            lines.append(f"  {field['kcr:description_ko']}")
            lines += [
                f"  - `{entry['value']}`: {entry['label']} / {entry['kcr:label_ko']}"
                for entry in field.get("categories", [])
            ]
        lines.append("")
    return "\n".join(lines).encode()
