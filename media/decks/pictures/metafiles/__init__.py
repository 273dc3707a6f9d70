"""Windows metafiles (WMF, EMF) as pictures that the renderer draws: metafile-render, and what it needs beforehand."""
