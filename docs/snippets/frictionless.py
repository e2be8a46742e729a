from frictionless import Package

package = Package("{{ data_address }}/datapackage.json")
print(package.validate().valid)
for row in package.get_resource("providers").read_rows():
    print(row["provider_id"], row["brand_en"])
