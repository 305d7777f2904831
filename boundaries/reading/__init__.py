"""Reading areas from files that anybody may send: a file is what its name and first bytes both say, or is refused.

Text formats are parsed here under limits; the binary ones by GDAL in a process of their own that can open
nothing else. What comes out is plain: features with numbers, values and coordinates as they stood in the file,
then shapes in metres with findings. Nothing here knows a database, and no sentence for people is made here.
"""
