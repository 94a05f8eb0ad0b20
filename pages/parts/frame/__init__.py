"""What stands around every page: the rules beside the theme, the uploads that Streamlit keeps."""
