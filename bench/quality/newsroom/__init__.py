"""Newsroom: a public benchmark of independence in news, with truth sheets, reports written from them, a checker and a scorer."""
