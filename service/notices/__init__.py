"""Who asked to be told of what, and what there is to tell them.

Low in the service, so that every feature can note what happened to its own things (`events.note_event`) without
knowing who follows them. The pages and the mails are in `service.follows`.
"""
