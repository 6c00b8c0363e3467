"""Names of the field that neither the guides nor an encoder's vocabulary know, and that are one slip from a word."""

# "Flask" is not a flash, and "mech" not much: to mend them would answer another question.
NAMES = frozenset(
    """
    circleci clickhouse cobol codeforces controlnet detectron faiss fastai flask gradle linkerd looker mech metabase
    metaflow neet openapi opensearch openshift openvino postgrad postgrads reais redis saml seldon tensorrt toptal
    torchserve
    """.split()
)
