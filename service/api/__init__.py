"""The JSON API, described: for people and as an OpenAPI document, made from the routes themselves."""
