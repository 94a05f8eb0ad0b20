"""Named bytes, each whole or not at all: in a folder, or in a bucket of an S3-compatible service.

    contract   what a store can do; `core.pictures.storage` asks for nothing else
    folder     files below DATA_DIR, synced before they have their name
    bucket     objects below a prefix; what such a service refuses, translated
    memory     what a store has said a moment ago: a page asks for each picture that it shows
    opening    which of them the settings name

A key is a folder's name, a slash and a file's name. What a picture is, and which rows name it, does
not come in.
"""
